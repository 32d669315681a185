// What a reader does in the frame, found out from outside, since no event comes out of it: where it is scrolled to
// and what was clicked are looked at each frame, while the pointer is over it or the focus is in it.

export interface WatchEvents {
  /** The page was scrolled, by someone else than this window. */
  scrolled(): void;
  /** A place was clicked, and nothing selected. */
  clicked(node: Node): void;
}

export class FrameWatch {
  readonly #frame: HTMLIFrameElement;
  readonly #events: WatchEvents;
  #over = false;
  #looking = 0;
  /** Where this window has scrolled to. */
  #top = 0;
  #clicked: { node: Node | null; offset: number } = { node: null, offset: 0 };

  constructor(frame: HTMLIFrameElement, events: WatchEvents) {
    this.#frame = frame;
    this.#events = events;
    frame.addEventListener("pointerenter", this.#enter);
    frame.addEventListener("pointerleave", this.#leave);
    window.addEventListener("blur", this.#start);
  }

  /** This window itself has scrolled: that is no news. */
  expect(top: number): void {
    this.#top = top;
  }

  destroy(): void {
    this.#frame.removeEventListener("pointerenter", this.#enter);
    this.#frame.removeEventListener("pointerleave", this.#leave);
    window.removeEventListener("blur", this.#start);
    cancelAnimationFrame(this.#looking);
  }

  #enter = (): void => {
    this.#over = true;
    this.#start();
  };

  #leave = (): void => {
    this.#over = false;
  };

  #start = (): void => {
    const selection = this.#selection();
    if (!this.#looking) {
      this.#top = Math.round(this.#frame.contentDocument?.scrollingElement?.scrollTop ?? 0);
      if (!this.#hasFocus()) this.#clicked = { node: selection?.anchorNode ?? null, offset: selection?.anchorOffset ?? 0 };
    }
    this.#looking ||= requestAnimationFrame(this.#look);
  };

  #look = (): void => {
    this.#looking = 0;
    const top = Math.round(this.#frame.contentDocument?.scrollingElement?.scrollTop ?? 0);
    if (Math.abs(top - this.#top) > 1) {
      this.#top = top;
      this.#events.scrolled();
    }
    if (this.#hasFocus()) this.#lookAtSelection();
    if (this.#over || this.#hasFocus()) this.#looking = requestAnimationFrame(this.#look);
  };

  #lookAtSelection(): void {
    const selection = this.#selection();
    const node = selection?.anchorNode ?? null;
    const offset = selection?.anchorOffset ?? 0;
    if (!node || (node === this.#clicked.node && offset === this.#clicked.offset)) return;
    if (!selection?.isCollapsed) return;
    this.#clicked = { node, offset };
    // A click on a link follows it.
    const element = node.nodeType === 1 ? (node as Element) : node.parentElement;
    if (!element?.closest("a[href]")) this.#events.clicked(node);
  }

  #selection(): Selection | null {
    return this.#frame.contentDocument?.getSelection() ?? null;
  }

  #hasFocus(): boolean {
    return document.activeElement === this.#frame;
  }
}
