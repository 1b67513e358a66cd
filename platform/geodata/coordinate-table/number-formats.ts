/** Built-in number formats that show dates or times (ECMA-376 §18.8.30, with those of Chinese and Japanese versions). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** True where a format, built in or written out, shows a date or time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const bare = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs年月日时]/i.test(bare) && !/general/i.test(bare);
}

const MS_PER_DAY = 86_400_000;
/** Serials count from 30 December 1899, as 1900 is taken for a leap year; or from 1904. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const SERIAL_MAX = 2_958_465;

/** The date, or date and time, or time of a serial number as ISO text; null where it is none. */
export function isoOfSerial(serial: number, is1904: boolean): string | null {
  if (!(serial >= 0) || serial > SERIAL_MAX) return null;
  const shift = !is1904 && serial < 60 && serial >= 1 ? 1 : 0;
  const epochDay = (is1904 ? EPOCH_1904 : EPOCH_1900) / MS_PER_DAY;
  const seconds = Math.round((serial + shift) * 86_400);
  const date = isoDay(epochDay + Math.floor(seconds / 86_400));
  const ofDay = seconds % 86_400;
  if (ofDay === 0 && serial >= 1) return date;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const time = `${two(ofDay / 3_600)}:${two((ofDay / 60) % 60)}:${two(ofDay % 60)}`;
  return serial < 1 && !is1904 ? time : `${date}T${time}`;
}

const isoDays = new Map<number, string>();

function isoDay(day: number): string {
  const known = isoDays.get(day);
  if (known !== undefined) return known;
  const iso = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  if (isoDays.size < 10_000) isoDays.set(day, iso);
  return iso;
}

/** The serial number of an ISO date; null where there is no such day, or Excel counts it wrongly. */
export function serialOfIso(date: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null;
  const instant = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== date) return null;
  const serial = (instant - EPOCH_1900) / MS_PER_DAY;
  return serial > 60 ? serial : null;
}
