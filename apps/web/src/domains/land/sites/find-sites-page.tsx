import { SaveOutlined, UnorderedListOutlined } from '@ant-design/icons';
import type { FoundSite, SiteCriteria } from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Spin } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useMayEdit } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { insetsOf } from '../../../map/insets.ts';
import { defaultLayers } from '../../../map/layer-state.ts';
import { MapCanvas } from '../../../map/map-canvas.tsx';
import { MapFit } from '../../../map/map-fit.tsx';
import { lettersOf } from '../../../map/map-fonts.ts';
import { MapLayout, type MapPanel } from '../../../map/map-layout.tsx';
import { unionBbox } from '../../../map/view.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { mu } from '../../../ui/measure.ts';
import type { SheetHeight } from '../../../ui/sheet-height.ts';
import { useDebounced } from '../../../ui/use-debounced.ts';
import { useIsPhone } from '../../../ui/use-media.ts';
import { programmeQuery } from '../../programme/queries.ts';
import { MapNote } from '../map/map-note.tsx';
import { useMapStyle } from '../map/use-map-style.ts';
import { AreaDraw } from './area-draw.tsx';
import { BlockerList } from './blocker-list.tsx';
import { CriteriaForm } from './criteria-form.tsx';
import { readCriteria, writeCriteria } from './criteria-state.ts';
import { FoundList } from './found-list.tsx';
import { SaveSiteDialog } from './save-site-dialog.tsx';
import { SiteFacts } from './site-facts.tsx';
import { siteLayers } from './site-layers.ts';
import { findSitesQuery } from './site-queries.ts';
import './sites.css';

const layers = defaultLayers
  .filter(({ key }) => key !== 'sites')
  .map((layer) => (layer.key === 'parcels' ? { ...layer, opacity: 0.55 } : layer));

/** 连片选址: what is asked on the left, the ranked answer on the map, what would make it larger on the right. */
export default function FindSitesPage() {
  const { t, language } = useWords();
  const isPhone = useIsPhone();
  const mayEdit = useMayEdit();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, string>>;
  const { bases } = useSuspenseQuery(programmeQuery).data;
  const criteria = useMemo(() => readCriteria(search), [search]);
  const query = useQuery(findSitesQuery(useDebounced(criteria, 200)));
  const [drawing, setDrawing] = useState(false);
  const [saving, setSaving] = useState(false);
  const [sheet, setSheet] = useState({ isLow: true, raised: 0 });
  const onSheet = useCallback(
    (height: SheetHeight) =>
      setSheet(({ isLow, raised }) => ({
        isLow: height === 'low',
        raised: raised + (isLow && height !== 'low' ? 1 : 0),
      })),
    [],
  );
  const sites = query.data?.sites ?? [];
  const chosen = sites.find(({ rank }) => String(rank) === search['site']) ?? null;
  const go = (next: SiteCriteria, site: string | null): void =>
    void navigate({
      to: '/land/sites/find',
      search: { ...writeCriteria(next), ...(site === null ? {} : { site }) },
      replace: true,
    });
  const choose = (site: FoundSite | null): void => go(criteria, site === null ? null : String(site.rank));

  const over = useMemo(
    () =>
      siteLayers(
        sites.map((site) => ({
          id: String(site.rank),
          name: `${site.rank} · ${mu(site.areaSqm, language).value} ${mu(site.areaSqm, language).unit}`,
          outline: site.outline,
          at: site.labelPoint,
          chosen: site === chosen,
        })),
        chosen,
        criteria.area ?? null,
      ),
    [sites, chosen, criteria.area, language],
  );
  const blockers = useMemo(
    () => ({ blockers: { ids: chosen?.blockers.map(({ parcelId }) => parcelId) ?? [], color: '#b3261e' } }),
    [chosen],
  );
  const style = useMapStyle({ layers, over, chosen: blockers });
  const everything = useMemo(
    () => unionBbox(bases.flatMap(({ bbox }) => (bbox === null ? [] : [bbox]))),
    [bases],
  );

  const panels: MapPanel[] = [
    {
      key: 'ask',
      title: t('site.criteria'),
      tab: t('site.criteria'),
      side: 'left',
      content: (
        <>
          {isPhone ? null : <FindLinks />}
          <CriteriaForm
            criteria={criteria}
            drawing={drawing}
            onCriteria={(next) => go(next, null)}
            onDraw={setDrawing}
          />
        </>
      ),
    },
    {
      key: 'found',
      title: t('site.found'),
      tab: t('site.found'),
      side: 'right',
      ...(chosen === null ? {} : { onClose: () => choose(null) }),
      content: (
        <Loaded query={query}>
          {(answer) => (
            <>
              {query.isFetching && <Spin size="small" className="find-busy" />}
              {chosen === null || isPhone ? (
                <FoundList answer={answer} chosen={chosen?.rank ?? null} onChoose={choose} />
              ) : (
                <ChosenSite
                  site={chosen}
                  onBack={() => choose(null)}
                  onSave={mayEdit ? () => setSaving(true) : null}
                />
              )}
              {isPhone && chosen !== null && (
                <ChosenSite
                  site={chosen}
                  onBack={() => choose(null)}
                  onSave={mayEdit ? () => setSaving(true) : null}
                />
              )}
            </>
          )}
        </Loaded>
      ),
    },
  ];
  const roomPx = window.innerHeight - 48;
  const insets = insetsOf(
    ['left', 'right'],
    isPhone,
    roomPx,
    chosen === null && sheet.isLow ? 'low' : 'middle',
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sheet that rises over the sites has them fitted anew
  const fit = useMemo<Bbox | null>(() => {
    const box = chosen?.bbox ?? unionBbox(sites.map(({ bbox }) => bbox));
    return box === null ? null : [...box];
  }, [chosen, sites, sheet.raised]);
  return (
    <>
      <title>{`${t('nav.sites')} · 立柱 Lizhu`}</title>
      <h1 className="visually-hidden">{t('nav.sites')}</h1>
      <MapLayout
        panels={panels}
        front={chosen === null ? 'ask' : 'found'}
        onSheet={onSheet}
        map={
          <MapCanvas
            label={t('site.map')}
            style={style}
            view={null}
            bounds={everything}
            insets={insets}
            labels={[...lettersOf(bases), '·亩 mu,']}
            pickable={drawing ? [] : ['outline-fill', 'outline-spot']}
            onPick={(feature) => {
              const rank = feature?.properties['id'];
              choose(sites.find((site) => String(site.rank) === rank) ?? null);
            }}
          >
            <MapFit bbox={drawing ? null : fit} insets={insets} />
            <AreaDraw
              active={drawing}
              onArea={(area) => {
                setDrawing(false);
                if (area !== null) go({ ...criteria, area }, null);
              }}
            />
            <MapNote />
          </MapCanvas>
        }
      />
      {saving && chosen !== null && (
        <SaveSiteDialog site={chosen} criteria={criteria} onClose={() => setSaving(false)} />
      )}
    </>
  );
}

function FindLinks() {
  const { t } = useWords();
  return (
    <p className="find-links">
      <Link to="/land/sites">
        <UnorderedListOutlined aria-hidden /> {t('site.saved')}
      </Link>
    </p>
  );
}

function ChosenSite({
  site,
  onBack,
  onSave,
}: {
  readonly site: FoundSite;
  readonly onBack: () => void;
  readonly onSave: (() => void) | null;
}) {
  const { t } = useWords();
  return (
    <article className="site-card">
      <div className="criteria-line">
        <Button size="small" onClick={onBack}>
          ← {t('site.toFound')}
        </Button>
        {onSave !== null && (
          <Button size="small" type="primary" icon={<SaveOutlined aria-hidden />} onClick={onSave}>
            {t('site.save')}
          </Button>
        )}
      </div>
      <h2>{t('site.rank', { rank: site.rank })}</h2>
      <SiteFacts site={site} />
      <section>
        <h3>{t('site.blockers')}</h3>
        <BlockerList blockers={site.blockers} />
      </section>
    </article>
  );
}
