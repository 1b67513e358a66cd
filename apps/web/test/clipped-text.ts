import type { Page } from 'playwright-core';

/** What of a page cannot be read as it is laid out: text that is cut off with no sign of it, or that leaves the window. */
export function clippedText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK_PX = 2;
    const faults = new Set<string>();
    const scrolls = (style: CSSStyleDeclaration): boolean => /auto|scroll/.test(style.overflowX);
    const said = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${element.textContent.trim().slice(0, 40)}"`;

    function isShown(element: Element): boolean {
      const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      return shown && element.closest('.visually-hidden, .skip-link, [aria-hidden="true"], canvas') === null;
    }

    /** The nearest part around an element that hides what is wider than itself. */
    function cutter(element: Element): Element | null {
      for (let around: Element | null = element; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (scrolls(style)) return null;
        if (style.overflowX !== 'visible') return around;
      }
      return null;
    }

    function weigh(element: Element, text: Text): void {
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return;
      const around = cutter(element);
      const signs = around !== null && getComputedStyle(around).textOverflow === 'ellipsis';
      const edge = around?.getBoundingClientRect();
      const outside =
        edge !== undefined && (box.right > edge.right + SLACK_PX || box.left < edge.left - SLACK_PX);
      const below =
        edge !== undefined && around === element && box.bottom > edge.bottom + 2 * SLACK_PX && !signs;
      if ((outside && !signs) || below) faults.add(`cut: ${said(element)}`);
      const reaches =
        element.closest('[class*="scroll"], .data-table') === null && cutterOrScroller(element) === null;
      if (reaches && box.right > innerWidth + SLACK_PX) faults.add(`beyond the window: ${said(element)}`);
    }

    function cutterOrScroller(element: Element): Element | null {
      for (let around: Element | null = element; around !== null; around = around.parentElement)
        if (getComputedStyle(around).overflowX !== 'visible' && around !== document.body) return around;
      return null;
    }

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element !== null && node.nodeValue?.trim() !== '' && isShown(element)) weigh(element, node as Text);
    }
    return [...faults];
  });
}
