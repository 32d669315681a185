// What is marked in the page: the block that is being written, and what is looked for. Neither is part of the page:
// the one is an attribute, the other a highlight, and their look is a sheet of ours beside those of the theme.

import { Finder } from "../../codemirror/find/finder";
import type { FindQuery } from "../../codemirror/find/findText";
import type { FramePage } from "./framePage";
import type { LineMap } from "./lineMap";

const HERE = "data-galley-here";
const FOUND = "galley-found";
const SHEET = `
/* The page stands where the text does: it is not on its way there. */
:root { scroll-behavior: auto !important; }
[${HERE}] {
  background-color: light-dark(rgb(36 86 143 / 0.07), rgb(141 185 238 / 0.1));
  box-shadow: 0 0 0 0.35em light-dark(rgb(36 86 143 / 0.07), rgb(141 185 238 / 0.1));
}
::highlight(${FOUND}) { background-color: #fbe08a; color: #25221d; }
@media print { [${HERE}] { background: none; box-shadow: none; } }
`;
/** Beyond this many places none is marked. */
const MOST = 2_000;

type FrameWindow = Window & typeof globalThis;

export class FrameMarks {
  readonly #finder = new Finder();
  #here: Element | null = null;
  #query: FindQuery | null = null;
  #looking = 0;
  #timer = 0;

  /** Takes over a page that has just come. */
  begin(page: FramePage): void {
    const window = page.document.defaultView as FrameWindow | null;
    if (window && !page.document.adoptedStyleSheets.some((sheet) => ours.has(sheet))) {
      const sheet = new window.CSSStyleSheet();
      sheet.replaceSync(SHEET);
      ours.add(sheet);
      page.document.adoptedStyleSheets = [...page.document.adoptedStyleSheets, sheet];
    }
    this.#here = null;
    this.again(page);
  }

  /** Marks the innermost element of the text that shows `line`. */
  markLine(page: FramePage, lines: LineMap, line: number): void {
    const index = lines.blockAt(line);
    const relative = line - lines.startOf(index);
    let found: Element | null = null;
    let best = -1;
    if (relative >= 0 && relative < Math.max(1, lines.linesOf(index))) {
      for (const element of page.elementsOf(index)) {
        found ??= element;
        for (const part of [element, ...element.querySelectorAll("[data-l]")]) {
          const at = Number(part.getAttribute("data-l") ?? -1);
          if (at <= relative && at >= best && at >= 0) [found, best] = [part, at];
        }
      }
    }
    if (found === this.#here && found?.hasAttribute(HERE)) return;
    this.#here?.removeAttribute(HERE);
    found?.setAttribute(HERE, "");
    this.#here = found;
  }

  highlight(page: FramePage | null, query: FindQuery): void {
    this.#query = query;
    if (page) this.again(page);
  }

  /** The page has changed: what is looked for is looked for again, soon. */
  again(page: FramePage): void {
    clearTimeout(this.#timer);
    const highlights = highlightsOf(page);
    if (!highlights) return;
    if (!this.#query || this.#query.search === "") {
      highlights.all.delete(FOUND);
      return;
    }
    this.#timer = window.setTimeout(() => void this.#look(page), 150);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#finder.end();
  }

  async #look(page: FramePage): Promise<void> {
    const { container } = page;
    const query = this.#query;
    if (!container || !query) return;
    this.#looking += 1;
    const mine = this.#looking;
    const { text, nodes, starts } = textOf(container);
    const found = await this.#finder.find(text, query, MOST);
    const highlights = highlightsOf(page);
    if (mine !== this.#looking || !found || !highlights) return;
    const ranges: Range[] = [];
    for (let at = 0; at < found.ranges.length; at += 2) {
      const from = placeOf(starts, found.ranges[at] ?? 0);
      const to = placeOf(starts, (found.ranges[at + 1] ?? 1) - 1);
      const [first, last] = [nodes[from.index], nodes[to.index]];
      if (!first?.isConnected || !last?.isConnected) continue;
      const range = page.document.createRange();
      range.setStart(first, Math.min(from.offset, first.length));
      range.setEnd(last, Math.min(to.offset + 1, last.length));
      ranges.push(range);
    }
    highlights.all.set(FOUND, new highlights.kind(...ranges));
  }
}

const ours = new WeakSet<CSSStyleSheet>();

/** The frame's own highlights, where the web view has them. */
function highlightsOf(page: FramePage): { all: HighlightRegistry; kind: typeof Highlight } | null {
  const window = page.document.defaultView as FrameWindow | null;
  const all = window?.CSS?.highlights;
  return window && all ? { all, kind: window.Highlight } : null;
}

/** The text of an element, its blocks on lines of their own, and where in it each text node begins. */
function textOf(container: Element): { text: string; nodes: Text[]; starts: number[] } {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let text = "";
  let block: Element | null = null;
  const walker = container.ownerDocument.createTreeWalker(container, 4);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const around = node.parentElement?.closest("p, li, h1, h2, h3, h4, h5, h6, td, th, pre, blockquote, figcaption, dt, dd") ?? null;
    if (around !== block && text !== "") text += "\n";
    block = around;
    starts.push(text.length);
    nodes.push(node);
    text += node.data;
  }
  return { text, nodes, starts };
}

function placeOf(starts: readonly number[], at: number): { index: number; offset: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { index: low, offset: at - (starts[low] ?? 0) };
}
