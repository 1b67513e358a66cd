import { useEffect } from 'react';
import { type KeyCommand, KeySequence } from './key-sequence.ts';

/** Listens for the frame's keys wherever the reader is not typing, before the page does. */
export function useFrameKeys(onCommand: (command: KeyCommand) => void): void {
  useEffect(() => {
    const sequence = new KeySequence();
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      const command = sequence.press(event.key, event.timeStamp);
      if (command === null) return;
      if (command.kind !== 'back') event.preventDefault();
      onCommand(command);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [onCommand]);
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'range', 'button'].includes(target.type))
  );
}
