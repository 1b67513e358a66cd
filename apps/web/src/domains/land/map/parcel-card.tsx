import { AimOutlined } from '@ant-design/icons';
import type { ParcelCard } from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useEffect } from 'react';
import { useWords } from '../../../app/use-words.ts';
import { Amount } from '../../../ui/amount.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { mu, squareMetres } from '../../../ui/measure.ts';
import { day } from '../../../ui/moment.ts';
import { useBaseName } from '../../programme/queries.ts';
import { controlNames } from '../condition-words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { parcelCardQuery } from '../queries.ts';
import { ReadinessMark } from '../readiness-mark.tsx';
import { Lineage } from './lineage.tsx';
import { OverlapTable } from './overlap-table.tsx';
import './parcel-card.css';
import { ReadinessExplained } from './readiness-explanation.tsx';
import '../../../ui/facts.css';

export interface ParcelCardProps {
  readonly id: string;
  /** Told once a parcel, when it is known where it lies. */
  readonly onArrived: (bbox: Bbox) => void;
  readonly onFit: (bbox: Bbox) => void;
  readonly onSelect: (id: string) => void;
}

/** Everything known of one parcel. */
export default function ParcelCardView(props: ParcelCardProps) {
  const query = useQuery(parcelCardQuery(props.id));
  return <Loaded query={query}>{(card) => <Card card={card} {...props} />}</Loaded>;
}

function Card({ card, onArrived, onFit, onSelect }: { readonly card: ParcelCard } & ParcelCardProps) {
  const { t, say, language } = useWords();
  const baseName = useBaseName();
  const { parcel } = card;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a parcel, whatever else is drawn anew
  useEffect(() => onArrived(parcel.bbox), [parcel.id]);
  const control = parcel.tenure === 'state' ? 'state' : parcel.acquired ? 'acquired' : 'collective';
  return (
    <article className="parcel-card">
      <header>
        <CopyText text={parcel.code} className="parcel-code" />
        <div className="parcel-head">
          <ReadinessMark name={parcel.readiness} />
          <span className="quiet">{baseName(parcel.baseId)}</span>
        </div>
        <div className="parcel-actions no-print">
          <Button size="small" icon={<AimOutlined aria-hidden />} onClick={() => onFit(parcel.bbox)}>
            {t('act.zoomTo')}
          </Button>
          <ExportMenu path="/api/v1/land/parcels/export" filter={{ ids: parcel.id }} />
        </div>
      </header>
      <dl className="facts">
        <dt>{t('parcel.statutoryArea')}</dt>
        <dd>
          <Amount quantity={squareMetres(parcel.areaSqm, language)} /> ={' '}
          <Amount quantity={mu(parcel.areaSqm, language)} />
        </dd>
        <dt>{t('parcel.legalArea')}</dt>
        <dd>
          {parcel.legalAreaSqm === null ? (
            <span className="quiet">{t('parcel.noLegalArea')}</span>
          ) : (
            <Amount quantity={squareMetres(parcel.legalAreaSqm, language)} />
          )}
        </dd>
        {card.areaDifferenceSqm !== null && (
          <>
            <dt>{t('parcel.difference')}</dt>
            <dd>
              {card.areaDifferenceSqm > 0 ? '+' : ''}
              <Amount quantity={squareMetres(card.areaDifferenceSqm, language)} />{' '}
              {card.areaDifferenceNotable && <Tag color="warning">▲ {t('parcel.differenceNotable')}</Tag>}
            </dd>
          </>
        )}
        <dt>{t('parcel.tenure')}</dt>
        <dd>{say(controlNames[control])}</dd>
        <dt>{t('parcel.owner')}</dt>
        <dd>{parcel.owner || '—'}</dd>
        <dt>{t('parcel.use')}</dt>
        <dd>
          {parcel.useCode} {language === 'zh-CN' && parcel.useName !== parcel.useCode ? parcel.useName : ''}
        </dd>
        {card.villageIndustry && (
          <>
            <dt>{t('parcel.villageIndustry')}</dt>
            <dd>{t('act.yes')}</dd>
          </>
        )}
        <dt>{t('parcel.source')}</dt>
        <dd>
          {card.source} · {day(card.validFrom)}
          {card.importId !== null && (
            <>
              {' · '}
              <Link to="/land/imports/$id" params={{ id: card.importId }}>
                {t('parcel.import')}
              </Link>
            </>
          )}
        </dd>
      </dl>
      <section>
        <h3>{t('readiness.word')}</h3>
        {card.readiness === null ? (
          <p className="quiet">{t('readiness.notYet')}</p>
        ) : (
          <ReadinessExplained readiness={card.readiness} />
        )}
      </section>
      <section>
        <h3>{t('parcel.overlaps')}</h3>
        <OverlapTable overlaps={card.overlaps} />
      </section>
      <section>
        <h3>{t('parcel.lineage')}</h3>
        <Lineage card={card} onSelect={onSelect} />
      </section>
    </article>
  );
}
