import type { SiteCard } from '@lizhu/land/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { defaultLayers } from '../../../map/layer-state.ts';
import { MapCanvas } from '../../../map/map-canvas.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { minute } from '../../../ui/moment.ts';
import { Page, Section } from '../../../ui/page.tsx';
import { useBaseName } from '../../programme/queries.ts';
import { MapNote } from '../map/map-note.tsx';
import { useMapStyle } from '../map/use-map-style.ts';
import { siteQuery } from '../queries.ts';
import { BlockerList } from './blocker-list.tsx';
import { writeCriteria } from './criteria-state.ts';
import { PublishedTag } from './published-tag.tsx';
import { SiteActions } from './site-actions.tsx';
import { SiteEdit } from './site-edit.tsx';
import { SiteFacts } from './site-facts.tsx';
import { siteLayers } from './site-layers.ts';
import './sites.css';

const layers = defaultLayers
  .filter(({ key }) => key !== 'sites')
  .map((layer) => (layer.key === 'parcels' ? { ...layer, opacity: 0.6 } : layer));

/** One saved site: what it is, its words, whether it is public, and everything to take away. */
export default function SitePage() {
  const { id } = useParams({ from: '/framed/land/sites/$id' });
  const query = useQuery(siteQuery(id));
  return (
    <Loaded query={query}>
      {(card) => <SiteView key={card.id} card={card} onReload={() => void query.refetch()} />}
    </Loaded>
  );
}

function SiteView({ card, onReload }: { readonly card: SiteCard; readonly onReload: () => void }) {
  const { t } = useWords();
  const mayEdit = useMayEdit();
  const baseName = useBaseName();
  return (
    <Page
      title={card.name}
      note={
        <>
          {baseName(card.baseId)} · {t('site.savedBy', { name: card.savedBy, moment: minute(card.savedAt) })}{' '}
          · {t('site.revision', { revision: card.revision })} <PublishedTag publishedAt={card.publishedAt} />
        </>
      }
      actions={<SiteActions card={card} mayEdit={mayEdit} onReload={onReload} />}
    >
      <div className="site-columns">
        <div className="site-map">
          <SiteMap card={card} />
        </div>
        <div className="site-card">
          <SiteFacts site={card.found} />
          {mayEdit ? <SiteEdit card={card} onReload={onReload} /> : card.note !== '' && <p>{card.note}</p>}
          {card.criteria !== null && (
            <p>
              <Link to="/land/sites/find" search={writeCriteria(card.criteria)}>
                {t('site.againFind')}
              </Link>
            </p>
          )}
        </div>
      </div>
      <Section title={t('site.blockers')}>
        <BlockerList blockers={card.found.blockers} />
      </Section>
    </Page>
  );
}

function SiteMap({ card }: { readonly card: SiteCard }) {
  const { found, name } = card;
  const over = useMemo(
    () =>
      siteLayers(
        [{ id: card.id, name, outline: found.outline, at: found.labelPoint, chosen: true }],
        found,
        null,
      ),
    [card.id, name, found],
  );
  const chosen = useMemo(
    () => ({ blockers: { ids: found.blockers.map(({ parcelId }) => parcelId), color: '#b3261e' } }),
    [found],
  );
  const style = useMapStyle({ layers, over, chosen });
  return (
    <MapCanvas
      label={name}
      style={style}
      view={null}
      bounds={found.bbox}
      insets={{ left: 40, right: 40, top: 40, bottom: 40 }}
      labels={[name]}
    >
      <MapNote />
    </MapCanvas>
  );
}
