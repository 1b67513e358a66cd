import { useEffect, useState } from 'react';
import { isTyping } from '../../../app/use-frame-keys.ts';
import { beginEdit, type EditHistory, edited, type Lines, redone, undone } from './edit-history.ts';

export interface TableEditor {
  readonly lines: Lines;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes made at the same place one after another are one step of undo. */
  readonly change: (lines: Lines, place?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly restart: (lines: Lines) => void;
}

/** A table under edit, with Ctrl+Z and Ctrl+Y. */
export function useTableEditor(initial: Lines): TableEditor {
  const [history, setHistory] = useState<EditHistory>(() => beginEdit(initial));
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const step = key === 'y' || (key === 'z' && event.shiftKey) ? redone : key === 'z' ? undone : null;
      if (step === null) return;
      event.preventDefault();
      setHistory(step);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return {
    lines: history.now,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (lines, place = '') => setHistory((before) => edited(before, lines, place)),
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    restart: (lines) => setHistory(beginEdit(lines)),
  };
}
