import { type ReadinessClass, readinessLooks } from '@lizhu/land/contract';
import { Swatch } from '../../ui/swatch.tsx';
import { useReadinessName } from './readiness-name.ts';
import './readiness-mark.css';

/** A class as colour and word together. */
export function ReadinessMark({ name }: { readonly name: ReadinessClass | null }) {
  const nameOf = useReadinessName();
  return (
    <span className="readiness-mark">
      {name !== null && <ReadinessSwatch name={name} />}
      {nameOf(name)}
    </span>
  );
}

export function ReadinessSwatch({ name }: { readonly name: ReadinessClass }) {
  const { color, hatched } = readinessLooks[name];
  return <Swatch color={color} hatched={hatched} />;
}
