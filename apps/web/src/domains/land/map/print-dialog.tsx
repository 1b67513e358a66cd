import { type ParcelFilter, readinessClasses } from '@lizhu/land/contract';
import type { Bbox } from '@lizhu/programme/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Segmented, Spin } from 'antd';
import type { StyleSpecification } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useSession } from '../../../app/session.ts';
import { useWords } from '../../../app/use-words.ts';
import { type MapImage, renderMapImage } from '../../../map/render-map-image.ts';
import { minute } from '../../../ui/moment.ts';
import { ProblemView } from '../../../ui/problem-view.tsx';
import { programmeQuery } from '../../programme/queries.ts';
import { mapSettingsQuery, summaryQuery } from '../queries.ts';
import { PrintSheet, sheetSizes } from './print-sheet.tsx';

/** Makes an A4 sheet of the map as it is seen, shows it, and prints it. */
export default function PrintDialog({
  style,
  bbox,
  filter,
  onClose,
}: {
  readonly style: StyleSpecification;
  readonly bbox: Bbox;
  readonly filter: ParcelFilter;
  readonly onClose: () => void;
}) {
  const { t, say } = useWords();
  const programme = useSuspenseQuery(programmeQuery).data;
  const { post } = useSession();
  const summary = useQuery(summaryQuery(filter)).data;
  const reviewNumber = useQuery(mapSettingsQuery).data?.reviewNumber ?? null;
  const [title, setTitle] = useState(`${say(programme.name)} · ${t('print.mapTitle')}`);
  const [paper, setPaper] = useState<'landscape' | 'portrait'>('landscape');
  const [image, setImage] = useState<MapImage | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let gone = false;
    setImage(null);
    const { mapWidthMm, mapHeightMm } = sheetSizes[paper];
    renderMapImage({ style, bbox, widthMm: mapWidthMm, heightMm: mapHeightMm }).then(
      (made) => !gone && setImage(made),
      (error: unknown) => !gone && setFailure(error),
    );
    return () => {
      gone = true;
    };
  }, [style, bbox, paper]);

  const sheet = image !== null && (
    <PrintSheet
      title={title}
      paper={paper}
      image={image}
      totals={readinessClasses.flatMap(
        (name) => summary?.total.filter((total) => total.class === name) ?? [],
      )}
      notes={[
        programme.demonstration ? t('frame.demonstration') : '',
        post === null ? '' : t('print.scope', { scope: say(post.title) }),
        summary?.computedAt == null ? '' : t('frame.dataOf', { moment: minute(summary.computedAt) }),
        t('print.source', { programme: say(programme.name) }),
        t('print.system'),
        t('print.printedAt', { moment: minute(new Date().toISOString()) }),
        t('print.review', { number: reviewNumber ?? '＿＿＿＿＿＿＿＿' }),
      ].filter((note) => note !== '')}
    />
  );
  return (
    <Modal
      open
      title={t('print.button')}
      width={760}
      onCancel={onClose}
      footer={
        <Button type="primary" disabled={image === null} onClick={() => window.print()}>
          {t('print.go')}
        </Button>
      }
    >
      <div className="print-options">
        <Input
          aria-label={t('print.title')}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Segmented
          value={paper}
          aria-label={t('print.paper')}
          options={[
            { value: 'landscape', label: t('print.landscape') },
            { value: 'portrait', label: t('print.portrait') },
          ]}
          onChange={setPaper}
        />
      </div>
      <div className="print-preview">
        {failure !== null ? <ProblemView error={failure} /> : sheet || <Spin />}
      </div>
      {sheet && createPortal(<div className="print-portal">{sheet}</div>, document.body)}
    </Modal>
  );
}
