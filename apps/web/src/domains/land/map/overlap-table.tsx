import { layerNames, type ParcelCard } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import { layerLooks } from '../../../map/layer-looks.ts';
import { mu, percent, squareMetres } from '../../../ui/measure.ts';
import '../../../ui/small-table.css';

type Overlap = ParcelCard['overlaps'][number];

/** What each planning layer takes of a parcel, in m², 亩 and %. */
export function OverlapTable({ overlaps }: { readonly overlaps: readonly Overlap[] }) {
  const { t, say, language } = useWords();
  if (overlaps.length === 0) return <p className="quiet">{t('parcel.noOverlaps')}</p>;
  const classWords = ({ kind, classCode }: Overlap): string => {
    const look = layerLooks[kind].classes?.find(({ begins }) => classCode.startsWith(begins));
    return look === undefined ? classCode : `${classCode} ${say(look.name)}`;
  };
  return (
    <table className="small-table">
      <thead>
        <tr>
          <th scope="col">{t('parcel.layer')}</th>
          <th scope="col" className="numeric">
            m²
          </th>
          <th scope="col" className="numeric">
            {t('unit.mu')}
          </th>
          <th scope="col" className="numeric">
            %
          </th>
        </tr>
      </thead>
      <tbody>
        {overlaps.map((overlap) => (
          <tr key={overlap.layerId + overlap.classCode}>
            <td>
              {say(layerNames[overlap.kind])} <span className="quiet">{classWords(overlap)}</span>
            </td>
            <td className="numeric">{squareMetres(overlap.areaSqm, language).value}</td>
            <td className="numeric">{mu(overlap.areaSqm, language).value}</td>
            <td className="numeric">{percent(overlap.share).replace(' %', '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
