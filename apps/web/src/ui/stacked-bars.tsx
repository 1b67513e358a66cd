import { useRef } from 'react';
import { labelThatFits, layOutBars } from './stacked-bars-layout.ts';
import { useSize } from './use-size.ts';
import './stacked-bars.css';

export interface BarLook {
  readonly name: string;
  readonly color: string;
  readonly hatched?: boolean | undefined;
}

export interface BarRow {
  readonly key: string;
  readonly label: string;
  readonly parts: readonly { readonly key: string; readonly value: number }[];
}

export interface StackedBarsProps {
  readonly title: string;
  readonly rows: readonly BarRow[];
  readonly looks: Readonly<Record<string, BarLook>>;
  /** A value with its unit, as labels and the words on each part say it. */
  readonly format: (value: number) => string;
  readonly onOpen?: (row: string, part: string) => void;
}

const BAR_PX = 22;
const ROW_PX = 46;
const LABEL_MARGIN_PX = 6;

/** Bars of parts, each labelled where it has room; drawn as one SVG, so that what is seen can be taken away. */
export function StackedBars({ title, rows, looks, format, onOpen }: StackedBarsProps) {
  const room = useRef<HTMLDivElement>(null);
  const { width } = useSize(room);
  const bars = layOutBars(rows, width);
  return (
    <div ref={room} className="chart">
      {width > 0 && (
        <svg
          width={width}
          height={rows.length * ROW_PX}
          viewBox={`0 0 ${width} ${rows.length * ROW_PX}`}
          role="img"
          aria-label={title}
          fontFamily="PingFang SC, Microsoft YaHei, Noto Sans SC Variable, sans-serif"
          fontSize="12"
        >
          <defs>
            <pattern
              id="bar-hatch"
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="1.5" height="5" fill="#ffffff" opacity="0.6" />
            </pattern>
          </defs>
          {bars.map(({ row, total, parts }, index) => (
            <g key={row.key} transform={`translate(0 ${index * ROW_PX})`}>
              <text y={14} fill="#1d2430">
                {row.label}
                <tspan fill="#566070" dx="8">
                  {format(total)}
                </tspan>
              </text>
              {parts.map(({ key, x, partPx, value }) => (
                <Part
                  key={key}
                  x={x}
                  partPx={partPx}
                  look={looks[key]!}
                  words={format(value)}
                  {...(onOpen === undefined ? {} : { onOpen: () => onOpen(row.key, key) })}
                />
              ))}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

function Part({
  x,
  partPx,
  look,
  words,
  onOpen,
}: {
  readonly x: number;
  readonly partPx: number;
  readonly look: BarLook;
  readonly words: string;
  readonly onOpen?: () => void;
}) {
  const label = labelThatFits([`${look.name} ${words}`, words], partPx - 2 * LABEL_MARGIN_PX);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table twin beside the chart takes the keys
    <g onClick={onOpen} style={onOpen === undefined ? undefined : { cursor: 'pointer' }}>
      <title>{`${look.name} ${words}`}</title>
      <rect
        x={x}
        y={20}
        width={partPx}
        height={BAR_PX}
        fill={look.color}
        stroke="#ffffff"
        strokeWidth={0.5}
      />
      {look.hatched && <rect x={x} y={20} width={partPx} height={BAR_PX} fill="url(#bar-hatch)" />}
      {label !== '' && (
        <text
          x={x + LABEL_MARGIN_PX}
          y={35}
          fill={inkOn(look.color)}
          {...(look.hatched ? { stroke: look.color, strokeWidth: 3, paintOrder: 'stroke' } : {})}
        >
          {label}
        </text>
      )}
    </g>
  );
}

/** Black or white, whichever reads better on a colour (WCAG relative luminance). */
function inkOn(color: string): string {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.179 ? '#10151d' : '#ffffff';
}
