import { FilePdfOutlined } from '@ant-design/icons';
import type { SiteCard } from '@lizhu/land/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { address } from '../../../app/http.ts';
import { useWords } from '../../../app/use-words.ts';
import { ExportMenu } from '../export-menu.tsx';
import { LAND } from '../queries.ts';
import { ChangeProblem } from './change-problem.tsx';
import { useChangeSite, useDeleteSite } from './site-queries.ts';

/** Publish or withdraw, take away, print on one page, delete. */
export function SiteActions({
  card,
  mayEdit,
  onReload,
}: {
  readonly card: SiteCard;
  readonly mayEdit: boolean;
  readonly onReload: () => void;
}) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const changing = useChangeSite(card.id);
  const deleting = useDeleteSite(card.id);
  const { revision } = card;
  const error = changing.error ?? deleting.error;
  return (
    <>
      <ExportMenu path={`${LAND}/sites/${card.id}/export`} />
      <Button
        size="small"
        icon={<FilePdfOutlined aria-hidden />}
        href={address(`${LAND}/sites/${card.id}/sheet.pdf`, { lang: language === 'en' ? 'en' : 'zh' })}
        target="_blank"
      >
        {t('site.pdf')}
      </Button>
      {mayEdit && (
        <>
          {card.publishedAt === null ? (
            <Popconfirm
              title={t('site.publishSure')}
              okText={t('site.publish')}
              cancelText={t('act.cancel')}
              onConfirm={() => changing.mutate({ verb: 'publish', revision })}
            >
              <Button size="small" type="primary" loading={changing.isPending}>
                {t('site.publish')}
              </Button>
            </Popconfirm>
          ) : (
            <Button
              size="small"
              loading={changing.isPending}
              onClick={() => changing.mutate({ verb: 'withdraw', revision })}
            >
              {t('site.withdraw')}
            </Button>
          )}
          <Popconfirm
            title={t('site.deleteSure')}
            okText={t('act.delete')}
            cancelText={t('act.cancel')}
            onConfirm={() => deleting.mutate(revision, { onSuccess: () => navigate({ to: '/land/sites' }) })}
          >
            <Button size="small" danger loading={deleting.isPending}>
              {t('act.delete')}
            </Button>
          </Popconfirm>
        </>
      )}
      {error !== null && (
        <ChangeProblem
          error={error}
          onReload={() => {
            changing.reset();
            deleting.reset();
            onReload();
          }}
        />
      )}
    </>
  );
}
