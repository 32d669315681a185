// Which rows of a long list are drawn and which pages of it are fetched. Plain arithmetic.

/** Rows fetched with one call. */
export const PAGE = 100;

/** Rows drawn beyond what is visible, at either end. */
const MARGIN = 6;

/** The rows `first..end` (end excluded) to draw for a viewport. */
export function rowsToDraw(
  scrollTop: number,
  viewportHeight: number,
  rowHeight: number,
  total: number,
): { first: number; end: number } {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight) - MARGIN;
  const end = Math.ceil((Math.max(0, scrollTop) + viewportHeight) / rowHeight) + MARGIN;
  return {
    first: Math.min(Math.max(0, first), Math.max(0, total)),
    end: Math.min(Math.max(0, end), Math.max(0, total)),
  };
}

/** The numbers of the pages that hold the rows `first..end`. */
export function pagesOf(first: number, end: number): number[] {
  const pages: number[] = [];
  if (end <= first) return pages;
  for (let page = Math.floor(first / PAGE); page <= Math.floor((end - 1) / PAGE); page += 1) pages.push(page);
  return pages;
}

/** The scroll position that shows row `index` whole, as near to `scrollTop` as can be. */
export function scrollToRow(index: number, scrollTop: number, viewportHeight: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewportHeight) return top + rowHeight - viewportHeight;
  return scrollTop;
}
