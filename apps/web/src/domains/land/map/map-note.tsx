import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { programmeQuery } from '../../programme/queries.ts';
import { mapSettingsQuery } from '../queries.ts';
import './map-note.css';

/** What a map owes its reader: coordinate system, review number, whose base map, and whether the data is real. */
export function MapNote() {
  const { t } = useWords();
  const settings = useQuery(mapSettingsQuery).data;
  const hasPost = (useQuery(sessionQuery).data?.post ?? null) !== null;
  const demonstration = useQuery({ ...programmeQuery, enabled: hasPost }).data?.demonstration === true;
  return (
    <p className="map-note">
      {[
        demonstration && t('frame.demonstration'),
        'CGCS2000 · EPSG:4490',
        settings?.reviewNumber != null && t('print.review', { number: settings.reviewNumber }),
        settings?.baseMap?.attribution,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
