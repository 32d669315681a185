// The preview frame: loaded once with a page, then patched. Nothing runs in it and no event comes out of it, so what
// it shows, where it is scrolled to and how it looks is all done from here.

import type { FindQuery } from "../../codemirror/find/findText";
import type { Appearance, PreviewPage, PreviewPatch } from "../../ipc/contract.gen";
import type { EditorPosition, PreviewPort } from "../../state/ports";
import { applyAppearance } from "./frameAppearance";
import { lineAtY, lineOfNode, yOfLine } from "./frameLines";
import { FrameMarks } from "./frameMarks";
import { FramePage } from "./framePage";
import { FrameWatch } from "./frameWatch";
import { LineMap } from "./lineMap";

/** About a line of the page, in pixels. */
const LINE = 40;

export interface PreviewEvents {
  /** The reader has scrolled: this line (from 0, below 0 above the text) is at this share of the height. */
  scrolled(line: number, share: number): void;
  /** The reader has clicked on what this line shows. */
  clicked(line: number): void;
}

export class PreviewFrame implements PreviewPort {
  readonly #frame: HTMLIFrameElement;
  readonly #events: PreviewEvents;
  readonly #marks = new FrameMarks();
  readonly #watch: FrameWatch;
  /** The line that is being written. */
  #here = -1;
  #page: FramePage | null = null;
  #lines = new LineMap([]);
  /** The number of the edit that is shown. */
  #number = 0;
  /** What came while the frame was loading. */
  #queue: PreviewPatch[] = [];
  #loading: PreviewPage | null = null;
  #appearance: Appearance = "system";
  #target: { position: EditorPosition; always: boolean } | null = null;
  #measuring = 0;
  #watching = 0;

  constructor(frame: HTMLIFrameElement, events: PreviewEvents) {
    this.#frame = frame;
    this.#events = events;
    this.#watch = new FrameWatch(frame, { scrolled: () => this.#scrolled(), clicked: (node) => this.#clicked(node) });
    frame.addEventListener("load", this.#look);
  }

  show(page: PreviewPage, keepScroll: boolean): void {
    this.#queue = [];
    const scroller = this.#page?.document.scrollingElement;
    const top = keepScroll ? (scroller?.scrollTop ?? 0) : 0;
    const next = this.#loading ? null : (this.#page?.replaceAll(page.html) ?? null);
    if (!next) return this.#load(page);
    this.#begin(next, page);
    const now = next.document.scrollingElement;
    if (now) now.scrollTop = top;
  }

  patch(patch: PreviewPatch): void {
    if (this.#loading || !this.#page) {
      this.#queue.push(patch);
      return;
    }
    // An answer to anything but the next edit is stale.
    if (patch.number !== this.#number + 1) return;
    this.#number = patch.number;
    if (patch.shell !== null) {
      this.#page.replaceShell(patch.shell);
      applyAppearance(this.#page.document, this.#appearance);
    }
    for (const splice of patch.splices) {
      this.#page.splice(splice);
      this.#lines.splice(splice);
    }
    if (patch.splices.length === 0) return;
    this.#marks.markLine(this.#page, this.#lines, this.#here);
    this.#marks.again(this.#page);
  }

  clear(): void {
    this.#queue = [];
    this.#loading = null;
    this.#page = null;
    this.#number = 0;
    this.#lines = new LineMap([]);
    this.#frame.removeAttribute("srcdoc");
  }

  setAppearance(appearance: Appearance): void {
    this.#appearance = appearance;
    if (this.#page) applyAppearance(this.#page.document, appearance);
  }

  markLine(line: number): void {
    this.#here = line;
    if (this.#page) this.#marks.markLine(this.#page, this.#lines, line);
  }

  highlight(query: FindQuery): void {
    this.#marks.highlight(this.#page, query);
  }

  follow(position: EditorPosition): void {
    this.#align(position, true);
  }

  keepCaretSeen(position: EditorPosition): void {
    this.#align(position, false);
  }

  /** Scrolls by a share of the visible height; for the keyboard, which the frame does not pass on. */
  scrollBy(share: number): void {
    const scroller = this.#page?.document.scrollingElement;
    if (!scroller) return;
    scroller.scrollTop += share * scroller.clientHeight;
    this.#watch.expect(Math.round(scroller.scrollTop));
    this.#scrolled();
  }

  destroy(): void {
    this.#frame.removeEventListener("load", this.#look);
    this.#watch.destroy();
    this.#marks.destroy();
    cancelAnimationFrame(this.#measuring);
    clearTimeout(this.#watching);
  }

  #load(page: PreviewPage): void {
    this.#page = null;
    this.#loading = page;
    this.#frame.srcdoc = page.html;
    this.#look();
  }

  /** Takes the frame over as soon as the whole page is in it. */
  #look = (): void => {
    clearTimeout(this.#watching);
    if (!this.#loading) return;
    const document = this.#frame.contentDocument;
    const page = document && document.readyState !== "loading" ? FramePage.in(document) : null;
    if (!page) {
      this.#watching = window.setTimeout(this.#look, 8);
      return;
    }
    const shown = this.#loading;
    this.#loading = null;
    this.#begin(page, shown);
    for (const patch of this.#queue.splice(0)) this.patch(patch);
  };

  #begin(page: FramePage, shown: PreviewPage): void {
    this.#page = page;
    this.#number = shown.number;
    this.#lines = new LineMap(shown.lines);
    applyAppearance(page.document, this.#appearance);
    this.#marks.begin(page);
    this.#marks.markLine(page, this.#lines, this.#here);
  }

  /** Scrolls, with the next frame, to where the editor is; without `always` only if the caret's line is not seen. */
  #align(position: EditorPosition, always: boolean): void {
    this.#target = { position, always: always || (this.#target?.always ?? false) };
    this.#measuring ||= requestAnimationFrame(() => {
      this.#measuring = 0;
      const target = this.#target;
      this.#target = null;
      const scroller = this.#page?.document.scrollingElement;
      if (!target || !scroller || scroller.clientHeight === 0) return;
      const { position, always } = target;
      const caret = position.caretLine === null ? null : this.#yOfLine(position.caretLine);
      const { clientHeight, scrollTop } = scroller;
      const isSeen = (top: number): boolean => caret === null || (caret >= top && caret <= top + clientHeight - LINE);
      if (!always && isSeen(scrollTop)) return;
      const y = this.#yOf(position);
      if (y === null) return;
      let top = y - position.through * clientHeight;
      if (caret !== null && !isSeen(top)) top = caret < top ? caret - LINE : caret + 2 * LINE - clientHeight;
      // Less than a quarter of a line would only look like a tremble beside what is being written.
      const least = caret !== null && isSeen(scrollTop) ? LINE / 4 : 1;
      if (Math.abs(top - scrollTop) < least) return;
      scroller.scrollTop = top;
      this.#watch.expect(Math.round(scroller.scrollTop));
    });
  }

  /** Where in the page, in pixels from its top, the position is. */
  #yOf(position: EditorPosition): number | null {
    if (position.line >= 0) return this.#yOfLine(position.line);
    const top = this.#yOfLine(0);
    return top === null ? null : top * position.aboveText;
  }

  #yOfLine(line: number): number | null {
    return this.#page && yOfLine(this.#page, this.#lines, line);
  }

  /** The reader has scrolled: the text follows. */
  #scrolled(): void {
    const scroller = this.#page?.document.scrollingElement;
    if (!this.#page || !scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const range = scrollHeight - clientHeight;
    const share = range > 0 ? Math.min(1, Math.max(0, scrollTop / range)) : 0;
    this.#events.scrolled(lineAtY(this.#page, this.#lines, share * clientHeight), share);
  }

  #clicked(node: Node): void {
    const line = this.#page && lineOfNode(this.#page, this.#lines, node);
    if (line !== null) this.#events.clicked(line);
  }
}
