// Between the lines of the text and the heights of the page, in pixels from its top.

import type { FramePage } from "./framePage";
import type { LineMap } from "./lineMap";

interface Mark {
  line: number;
  y: number;
}

/** Where a line (from 0, with its fraction) is in the page. */
export function yOfLine(page: FramePage, lines: LineMap, line: number): number | null {
  const scroller = page.document.scrollingElement;
  if (!scroller) return null;
  if (page.length === 0) return page.container ? page.container.getBoundingClientRect().top + scroller.scrollTop : null;
  const index = lines.blockAt(line);
  const marks = marksOf(page, lines, index);
  if (!marks) return null;
  const relative = line - lines.startOf(index);
  const after = marks.findIndex((mark) => mark.line > relative);
  const before = marks[(after < 0 ? marks.length : after) - 1] ?? marks[0];
  const next = marks[after] ?? marks.at(-1);
  if (!before || !next) return null;
  const share = next.line > before.line ? Math.min(1, Math.max(0, (relative - before.line) / (next.line - before.line))) : 0;
  return before.y + share * (next.y - before.y) + scroller.scrollTop;
}

/** The line (from 0, with its fraction) at a height of what is seen; below 0 above the text. */
export function lineAtY(page: FramePage, lines: LineMap, y: number): number {
  // Blocks that show nothing begin where the next one does.
  const top = (index: number): number => {
    for (let at = index; at < page.length; at += 1) {
      const [first] = page.elementsOf(at);
      if (first) return first.getBoundingClientRect().top;
    }
    return Infinity;
  };
  if (page.length === 0 || y < top(0)) return -1;
  let low = 0;
  let high = page.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (top(middle) <= y) low = middle;
    else high = middle - 1;
  }
  const marks = marksOf(page, lines, low);
  const start = lines.startOf(low);
  if (!marks) return start;
  const after = marks.findIndex((mark) => mark.y > y);
  const before = marks[(after < 0 ? marks.length : after) - 1];
  const next = marks[after];
  if (!before) return start;
  if (!next) return start + (marks.at(-1)?.line ?? 0);
  return start + before.line + ((y - before.y) / (next.y - before.y)) * (next.line - before.line);
}

/** The heights at which lines of a block begin, and its end; `null` where the block shows nothing. */
function marksOf(page: FramePage, lines: LineMap, index: number): Mark[] | null {
  const elements = page.elementsOf(index);
  const [first] = elements;
  if (!first) return null;
  const marks: Mark[] = [{ line: 0, y: first.getBoundingClientRect().top }];
  for (const element of elements) {
    const marked = [...(element.hasAttribute("data-l") ? [element] : []), ...element.querySelectorAll("[data-l]")];
    for (const part of marked) {
      const line = Number(part.getAttribute("data-l"));
      const last = marks.at(-1);
      if (last && line === last.line) last.y = part.getBoundingClientRect().top;
      else if (last && line > last.line) marks.push({ line, y: part.getBoundingClientRect().top });
    }
  }
  const next = page.elementsOf(index + 1)[0];
  const end = next ? next.getBoundingClientRect().top : (elements.at(-1)?.getBoundingClientRect().bottom ?? 0);
  marks.push({ line: Math.max((marks.at(-1)?.line ?? 0) + 1, lines.linesOf(index)), y: end });
  return marks;
}

/** The line in which the innermost marked element around a node begins; `null` outside the text. */
export function lineOfNode(page: FramePage, lines: LineMap, node: Node): number | null {
  const start = node.nodeType === 1 ? (node as Element) : node.parentElement;
  let child: Element | null = start;
  let relative: number | null = null;
  while (child && child.parentElement !== page.container) {
    relative ??= child.hasAttribute("data-l") ? Number(child.getAttribute("data-l")) : null;
    child = child.parentElement;
  }
  if (!child) return null;
  relative ??= child.hasAttribute("data-l") ? Number(child.getAttribute("data-l")) : 0;
  for (let index = 0; index < page.length; index += 1) {
    if (page.elementsOf(index).includes(child)) return lines.startOf(index) + relative;
  }
  return null;
}
