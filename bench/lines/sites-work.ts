import { buildAdjacency, connectComponents, outlineGroups, overlayAreas, planeAreasSqm } from '@lizhu/fabric';
import { loadCity } from '../city/bench-city.ts';
import type { Answer } from '../line.ts';
import { time } from '../timing.ts';
import { passes } from './passing.ts';
import { twice } from './twice.ts';

const MIN_SQM = 50 * (10_000 / 15);
/** What the peer is asked: all that touch, corners too, but nothing that lies apart, however little. */
const touching = { toleranceM: 0, gapM: 1e-6, minSharedM: 0 } as const;
/** Our side answers within milliseconds, and is asked until the compiler has seen it. */
const RUNS = 15;

export function sitesWork(cityFolder: string): Answer {
  const city = loadCity(cityFolder);
  const { parcels, areaSqm, layers } = city;
  const builtSqm = overlayAreas(parcels, layers.buildings.polygons);
  const farmlandSqm = overlayAreas(parcels, layers.farmland.polygons);
  const adjacency = buildAdjacency(parcels, touching);
  const passing = new Uint8Array(parcels.count);

  const filtered = time(RUNS, () => {
    passes(city, builtSqm, farmlandSqm, passing);
    return connectComponents(adjacency, areaSqm, { passing });
  });
  const components = filtered.result;

  const outlined = time(RUNS, () => {
    passes(city, builtSqm, farmlandSqm, passing);
    const found = connectComponents(adjacency, areaSqm, { passing });
    const large = largeGroups(found);
    const outlines = outlineGroups(parcels, large, {
      toleranceM: touching.toleranceM,
      clean: adjacency.clean,
    });
    return { large, areasSqm: planeAreasSqm(outlines) };
  });

  const double = twice(city, builtSqm, farmlandSqm, adjacency);
  const passingTwice = new Uint8Array(2 * parcels.count);
  const filteredTwice = time(RUNS, () => {
    passes(double.city, double.builtSqm, double.farmlandSqm, passingTwice);
    return connectComponents(double.adjacency, double.city.areaSqm, { passing: passingTwice });
  });

  const { large, areasSqm } = outlined.result;
  return {
    timings: {
      components: filtered.timing,
      componentsTwice: filteredTwice.timing,
      outlines: outlined.timing,
    },
    figures: {
      passing: components.parcels.length,
      components: components.count,
      componentsTwice: filteredTwice.result.count,
      sites: large.count,
      sitesParcels: large.parcels.length,
    },
    columns: {
      builtSqm,
      farmlandSqm,
      componentOf: components.of,
      siteFirst: Int32Array.from({ length: large.count }, (_, g) => large.parcels[large.start[g]!]!),
      siteSqm: areasSqm,
    },
  };
}

/** The components of at least 50 mu, as groups of parcels. */
function largeGroups({ count, start, parcels, areaSqm }: ReturnType<typeof connectComponents>) {
  const starts = [0];
  const members: Int32Array[] = [];
  for (let c = 0; c < count; c++) {
    if (areaSqm[c]! < MIN_SQM) continue;
    const group = parcels.subarray(start[c]!, start[c + 1]!);
    members.push(group);
    starts.push(starts.at(-1)! + group.length);
  }
  const all = new Int32Array(starts.at(-1)!);
  for (const [g, group] of members.entries()) all.set(group, starts[g]!);
  return { count: members.length, start: Int32Array.from(starts), parcels: all };
}
