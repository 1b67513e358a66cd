const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day (YYYY-MM-DD) in China at an instant: the date that documents and files of land bear, wherever the server stands. */
export function dayInChina(instant: Date): string {
  return days.format(instant);
}
