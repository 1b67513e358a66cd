import type { Language } from './measure.ts';

/** 2021-06-18, in the reader's time zone. */
export function day(instant: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(instant) ? instant : local(instant).slice(0, 10);
}

/** 2021-06-18 09:30, in the reader's time zone. */
export function minute(instant: string): string {
  return local(instant).slice(0, 16);
}

/** 3 分钟前 / 3 minutes ago, for what happened today; the day before that. */
export function ago(instant: string, now: Date, language: Language): string {
  const minutes = Math.round((now.getTime() - new Date(instant).getTime()) / 60_000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (minutes < 60) return format.format(-Math.max(0, minutes), 'minute');
  return minutes < 24 * 60 ? format.format(-Math.round(minutes / 60), 'hour') : minute(instant);
}

function local(instant: string): string {
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
