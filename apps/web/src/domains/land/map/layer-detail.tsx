import { type Layer, type LayerKind, layerKinds } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../app/use-words.ts';
import { layerLooks } from '../../../map/layer-looks.ts';
import type { LayerKey } from '../../../map/layer-state.ts';
import { Amount } from '../../../ui/amount.tsx';
import { mu } from '../../../ui/measure.ts';
import { day } from '../../../ui/moment.ts';
import { Swatch } from '../../../ui/swatch.tsx';
import { layersQuery } from '../queries.ts';
import '../../../ui/legend.css';
import '../readiness-mark.css';

/** What the classes of a planning layer mean, and of which version it is. */
export function LayerDetail({ name }: { readonly name: LayerKey }) {
  const { t, say, language } = useWords();
  const isPlanning = (layerKinds as readonly string[]).includes(name);
  const layers = useQuery({ ...layersQuery, enabled: isPlanning }).data;
  if (!isPlanning) return null;
  const look = layerLooks[name as LayerKind];
  const layer = layers?.find((entry) => entry.kind === name && entry.inForce);
  if (layers !== undefined && layer === undefined) return <p className="quiet">{t('map.noLayer')}</p>;
  return (
    <>
      {look.classes !== undefined && (
        <ul className="legend">
          {look.classes.map(({ begins, color, name: className }, index) => (
            <li key={begins}>
              <span className="readiness-mark">
                <Swatch color={color} />
                {say(className)} <span className="unit">{begins}</span>
              </span>
              {layer !== undefined && (
                <Amount quantity={mu(areaOfClass(layer, begins, look.classes!.slice(0, index)), language)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {layer !== undefined && (
        <p className="quiet">
          {[
            t('map.layerVersion', { version: layer.version }),
            layer.source,
            layer.documentNumber,
            layer.effectiveFrom !== null && t('map.effectiveFrom', { day: day(layer.effectiveFrom) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </>
  );
}

/** A class counts to the first look that it begins with. */
function areaOfClass(layer: Layer, begins: string, earlier: readonly { readonly begins: string }[]): number {
  return layer.classes
    .filter(({ code }) => code.startsWith(begins) && !earlier.some((look) => code.startsWith(look.begins)))
    .reduce((sum, { areaSqm }) => sum + areaSqm, 0);
}
