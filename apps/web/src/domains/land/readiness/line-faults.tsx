import { useWords } from '../../../app/use-words.ts';
import type { LineFault } from './edit-lines.ts';
import '../../../ui/missing-list.css';

export function LineFaults({ faults }: { readonly faults: readonly LineFault[] }) {
  const { t } = useWords();
  if (faults.length === 0) return null;
  return (
    <ul className="missing-list" role="status">
      {faults.map(({ line, fault }) => (
        <li key={`${line}-${fault}`}>{t(`readiness.fault.${fault}`, { line: line + 1 })}</li>
      ))}
    </ul>
  );
}
