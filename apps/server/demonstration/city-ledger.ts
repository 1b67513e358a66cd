import { type City, type CityLayer, layerFeatures, layerKinds, parcelFeatures } from '@lizhu/demo';
import type { AreaGeometry, Position } from '@lizhu/geodata';
import { type BoundaryToLoad, type LayerToLoad, type LedgerToLoad, shapeOf } from '@lizhu/land';

const SOURCE = '演示数据生成器 Demonstration generator';

/** The demonstration city as a ledger; features are made one by one, as they are read. */
export function ledgerOf(city: City, baseIds: ReadonlyMap<string, string>, at: Date): LedgerToLoad {
  return {
    boundaries: boundariesOf(city, baseIds),
    layers: layerKinds.map((kind) => layerOf(city.layers[kind])),
    parcels: parcelsOf(city),
    source: SOURCE,
    validFrom: city.asOf,
    at,
  };
}

function* boundariesOf(city: City, baseIds: ReadonlyMap<string, string>): Generator<BoundaryToLoad> {
  for (const base of city.bases) {
    for (const { boundary, documentNumber, effectiveFrom, effectiveTo, note } of base.versions) {
      const coordinates = boundary.rings.map(({ lonLat }) => [closedRing(lonLat)]);
      yield {
        baseId: baseIds.get(base.code)!,
        documentNumber,
        effectiveFrom,
        effectiveTo,
        note,
        ...shapeOf({ type: 'MultiPolygon', coordinates }),
      };
    }
  }
}

function layerOf(layer: CityLayer): LayerToLoad {
  return {
    kind: layer.kind,
    title: layer.title.zh,
    documentNumber: layer.documentNumber,
    effectiveFrom: layer.effectiveFrom,
    features: layerShapes(layer),
  };
}

function* layerShapes(layer: CityLayer) {
  for (const { geometry, properties } of layerFeatures(layer)) {
    yield { classCode: properties.class_code, name: properties.name, ...shapeOf(geometry as AreaGeometry) };
  }
}

function* parcelsOf(city: City) {
  for (const { geometry, properties } of parcelFeatures(city)) {
    yield {
      code: properties.code,
      useCode: properties.use_code,
      tenure: properties.tenure,
      acquired: properties.acquired,
      villageIndustry: properties.village_industry,
      owner: properties.owner,
      legalAreaSqm: properties.legal_area_sqm,
      ...shapeOf(geometry as AreaGeometry),
    };
  }
}

/** lon, lat pairs of an open ring as a closed ring of positions. */
function closedRing(lonLat: readonly number[]): Position[] {
  const ring: Position[] = [];
  for (let i = 0; i < lonLat.length; i += 2) ring.push([lonLat[i]!, lonLat[i + 1]!]);
  ring.push(ring[0]!);
  return ring;
}
