import type { ParcelCard } from '@lizhu/land/contract';
import { useWords } from '../../../app/use-words.ts';
import './parcel-card.css';

type Kin = ParcelCard['ancestors'][number];

const events = ['split', 'merge', 'replace'] as const;

/** Where a parcel came from and what became of it. */
export function Lineage({
  card,
  onSelect,
}: {
  readonly card: ParcelCard;
  readonly onSelect: (id: string) => void;
}) {
  const { t } = useWords();
  const eventOf = (event: string): string => {
    const known = events.find((name) => event === name);
    return known === undefined ? event : t(`parcel.event.${known}`);
  };
  const list = (title: string, kin: readonly Kin[]) =>
    kin.length > 0 && (
      <>
        <p className="quiet">{title}</p>
        <ul className="lineage">
          {kin.map(({ id, code, event, on }) => (
            <li key={id}>
              <button type="button" className="plain-button" onClick={() => onSelect(id)}>
                <span className="link">{code}</span>
              </button>{' '}
              <span className="quiet">
                {eventOf(event)} · {on}
              </span>
            </li>
          ))}
        </ul>
      </>
    );
  if (card.ancestors.length + card.descendants.length === 0)
    return <p className="quiet">{t('parcel.noLineage')}</p>;
  return (
    <>
      {list(t('parcel.ancestors'), card.ancestors)}
      {list(t('parcel.descendants'), card.descendants)}
    </>
  );
}
