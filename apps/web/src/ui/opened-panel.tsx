import { Popover, type PopoverProps } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';

/** A panel that a button opens beside itself; Esc closes it and gives the focus back, as does a click elsewhere. */
export function OpenedPanel({
  title,
  placement,
  content,
  children,
}: {
  readonly title: string;
  readonly placement: NonNullable<PopoverProps['placement']>;
  readonly content: (close: () => void) => ReactNode;
  /** The button. */
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  useCloseOnEscape(open, () => setOpen(false));
  return (
    <Popover
      trigger="click"
      placement={placement}
      title={title}
      open={open}
      onOpenChange={setOpen}
      content={content(() => setOpen(false))}
    >
      {children}
    </Popover>
  );
}

/** Esc closes what floats on top, and only that; the focus returns to where it was. */
export function useCloseOnEscape(open: boolean, close: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: closing is the same whoever asks
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isListOpen()) return;
      event.preventDefault();
      event.stopPropagation();
      close();
      if (before instanceof HTMLElement) before.focus();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [open]);
}

/** A drop-down list inside the panel takes Esc first. */
function isListOpen(): boolean {
  return document.querySelector('.ant-select-open') !== null;
}
