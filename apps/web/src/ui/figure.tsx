import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import './figure.css';
import type { Quantity } from './measure.ts';

export interface FigureProps {
  readonly label: ReactNode;
  /** Null where nothing has been measured yet: `absent` says so instead of a 0. */
  readonly quantity: Quantity | null;
  readonly absent?: string;
  /** What it was made of and when, in a few words; shown under the value. */
  readonly source?: string;
  /** Opens the rows that the figure was made of. */
  readonly onOpen?: () => void;
  /** A swatch of the class or theme that the figure is about. */
  readonly swatch?: ReactNode;
}

/** One measured value, looking the same wherever it stands: value, unit in lighter type, exact value in the tooltip. */
export function Figure({ label, quantity, absent, source, onOpen, swatch }: FigureProps) {
  const value =
    quantity === null ? (
      <span className="figure-absent">{absent}</span>
    ) : (
      <Tooltip title={quantity.exact}>
        <span className="figure-value">
          {quantity.value} <span className="unit">{quantity.unit}</span>
        </span>
      </Tooltip>
    );
  const body = (
    <>
      <span className="figure-label">
        {swatch}
        {label}
      </span>
      {value}
      {source !== undefined && <span className="quiet">{source}</span>}
    </>
  );
  return onOpen === undefined || quantity === null ? (
    <div className="figure">{body}</div>
  ) : (
    <button type="button" className="figure figure-opens" onClick={onOpen}>
      {body}
    </button>
  );
}
