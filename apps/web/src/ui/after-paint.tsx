import { type ReactNode, startTransition, useEffect, useState } from 'react';

/** Leaves its children for the moment after the page's first picture: what stands beside them begins its work earlier. */
export function AfterPaint({ children }: { readonly children: ReactNode }) {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setPainted(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return isPainted ? children : null;
}
