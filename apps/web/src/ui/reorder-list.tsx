import { HolderOutlined } from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import { useWords } from '../app/use-words.ts';
import './reorder-list.css';
import { moved } from './moved.ts';

/** A list whose order is the reader's: dragged by its handles, or moved with the arrow keys on a handle. */
export function ReorderList<Item>({
  label,
  items,
  itemKey,
  itemName,
  onOrder,
  children,
}: {
  readonly label: string;
  readonly items: readonly Item[];
  readonly itemKey: (item: Item) => string;
  readonly itemName: (item: Item) => string;
  readonly onOrder: (items: readonly Item[]) => void;
  readonly children: (item: Item) => ReactNode;
}) {
  const { t } = useWords();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const indexOf = (key: string): number => items.findIndex((item) => itemKey(item) === key);
  return (
    <ul className="reorder-list" aria-label={label}>
      {items.map((item, index) => {
        const key = itemKey(item);
        return (
          <li
            key={key}
            className={
              key === over && dragged !== null && dragged !== key
                ? 'reorder-item reorder-over'
                : 'reorder-item'
            }
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(key);
            }}
            onDrop={() => {
              if (dragged !== null) onOrder(moved(items, indexOf(dragged), index));
              setDragged(null);
              setOver(null);
            }}
          >
            <button
              type="button"
              className="reorder-handle"
              draggable
              aria-label={t('act.move', { name: itemName(item), place: index + 1, of: items.length })}
              title={t('act.moveHint')}
              onDragStart={() => setDragged(key)}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              onKeyDown={(event) => {
                const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
                if (by === 0) return;
                event.preventDefault();
                onOrder(moved(items, index, index + by));
              }}
            >
              <HolderOutlined aria-hidden />
            </button>
            <div className="reorder-content">{children(item)}</div>
          </li>
        );
      })}
    </ul>
  );
}
