import { Tag } from 'antd';
import { useWords } from '../../../app/use-words.ts';
import { day } from '../../../ui/moment.ts';

/** Whether a site is open to everyone, and since when. */
export function PublishedTag({ publishedAt }: { readonly publishedAt: string | null }) {
  const { t } = useWords();
  return publishedAt === null ? (
    <Tag>{t('site.internal')}</Tag>
  ) : (
    <Tag color="processing">{t('site.publishedOn', { day: day(publishedAt) })}</Tag>
  );
}
