import { Tooltip } from 'antd';
import type { Quantity } from './measure.ts';
import './amount.css';

/** A quantity in running text or a cell: value, lighter unit, exact value in the tooltip. */
export function Amount({ quantity }: { readonly quantity: Quantity }) {
  return (
    <Tooltip title={quantity.exact}>
      <span className="amount">
        {quantity.value} <span className="unit">{quantity.unit}</span>
      </span>
    </Tooltip>
  );
}
