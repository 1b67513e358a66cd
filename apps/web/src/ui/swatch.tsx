import './swatch.css';

/** A patch of a map colour, hatched where the map hatches. */
export function Swatch({
  color,
  hatched,
  line,
}: {
  readonly color: string;
  readonly hatched?: boolean | undefined;
  /** A line instead of a fill. */
  readonly line?: boolean | undefined;
}) {
  const className = ['swatch', hatched && 'swatch-hatched', line && 'swatch-line'].filter(Boolean).join(' ');
  return (
    <span className={className} style={{ '--swatch': color } as React.CSSProperties} aria-hidden="true" />
  );
}
