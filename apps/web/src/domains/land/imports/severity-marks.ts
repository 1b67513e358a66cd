import type { ImportFault } from '@lizhu/land/contract';

/** Shapes for severities, so that colour is never alone. */
export const severityMarks: Readonly<Record<ImportFault['severity'], string>> = {
  note: '●',
  repaired: '▲',
  quarantine: '■',
};

export const severityColors: Readonly<Record<ImportFault['severity'], string>> = {
  note: '#566070',
  repaired: '#8f5500',
  quarantine: '#b3261e',
};
