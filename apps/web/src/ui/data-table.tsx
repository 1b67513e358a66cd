import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './data-table.css';
import { tableKey } from './table-key.ts';
import { useMedia } from './use-media.ts';
import { useSize } from './use-size.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** Pixels; a column that `grows` takes at least this. */
  readonly width: number;
  readonly grows?: true;
  readonly numeric?: true;
  /** Name under which the server sorts by this column. */
  readonly sort?: string;
  readonly cell: (row: Row) => ReactNode;
}

export interface Sorting {
  readonly by: string;
  readonly order: 'asc' | 'desc';
}

export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Of the whole selection, where more is still to be read. */
  readonly total?: number;
  readonly selected?: string | null;
  readonly onOpen?: (row: Row) => void;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** Called near the end of what has been read. */
  readonly onEnd?: () => void;
  readonly empty?: ReactNode;
}

const ROW_PX = 32;
const BEYOND = 8;

/** A table of any length: rows of 32 px of which only the visible ones exist; arrows move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selected, onOpen, sorting, onSort, onEnd, empty } = props;
  const [active, setActive] = useState(0);
  const [scrollTop, setScrollTop] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const printing = useMedia('print');
  const { height } = useSize(scroller);
  const id = useId();

  const first = printing ? 0 : Math.max(0, Math.floor(scrollTop / ROW_PX) - BEYOND);
  const last = printing
    ? rows.length
    : Math.min(rows.length, Math.ceil((scrollTop + height) / ROW_PX) + BEYOND);
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - BEYOND) onEnd?.();
  }, [last, rows.length, onEnd]);
  useEffect(() => {
    if (active >= rows.length) setActive(Math.max(0, rows.length - 1));
  }, [active, rows.length]);

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    const box = scroller.current;
    if (box === null) return;
    const top = next * ROW_PX;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + 2 * ROW_PX > box.scrollTop + box.clientHeight)
      box.scrollTop = top + 2 * ROW_PX - box.clientHeight;
  };

  const tracks = columns
    .map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ');
  const style = {
    gridTemplateColumns: tracks,
    minWidth: columns.reduce((sum, { width }) => sum + width, 0) + (columns.length - 1) * 12 + 24,
  };
  return (
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        const row = rows[active];
        if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
        const to = tableKey(event.key, active, rows.length, Math.max(1, Math.floor(height / ROW_PX) - 2));
        if (to === null) return;
        event.preventDefault();
        move(to);
      }}
    >
      <div role="row" className="data-row data-head" style={style} aria-rowindex={1}>
        {columns.map((column) => (
          <HeadCell
            key={column.key}
            column={column}
            sorting={sorting}
            {...(onSort === undefined ? {} : { onSort })}
          />
        ))}
      </div>
      {rows.length === 0 && empty !== undefined && (
        <div role="row" className="data-empty">
          <div role="gridcell">{empty}</div>
        </div>
      )}
      <div
        role="rowgroup"
        style={{ paddingTop: first * ROW_PX, paddingBottom: (rows.length - last) * ROW_PX }}
      >
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset;
          const key = rowKey(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys, as aria-activedescendant says
            <div
              key={key}
              id={`${id}-${index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={key === selected}
              className={index === active ? 'data-row data-active' : 'data-row'}
              style={style}
              onClick={() => {
                setActive(index);
                onOpen?.(row);
              }}
            >
              {columns.map((column) => (
                <div
                  key={column.key}
                  role="gridcell"
                  className={column.numeric ? 'data-cell numeric' : 'data-cell'}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function HeadCell<Row>({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort?: (sorting: Sorting) => void;
}) {
  const { sort, title, numeric } = column;
  const order = sort !== undefined && sorting?.by === sort ? sorting.order : null;
  const className = numeric ? 'data-cell numeric' : 'data-cell';
  if (sort === undefined || onSort === undefined) {
    return (
      <div role="columnheader" className={className}>
        {title}
      </div>
    );
  }
  return (
    <div
      role="columnheader"
      aria-sort={order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'}
      className={className}
    >
      <button
        type="button"
        className="plain-button"
        onClick={() => onSort({ by: sort, order: order === 'asc' ? 'desc' : 'asc' })}
      >
        {title}
        {order === 'asc' && <CaretUpOutlined aria-hidden />}
        {order === 'desc' && <CaretDownOutlined aria-hidden />}
      </button>
    </div>
  );
}
