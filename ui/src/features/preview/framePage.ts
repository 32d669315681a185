// The document in the preview frame, patched block by block. No script runs in it; everything happens from here.

import type { BlockSplice } from "../../ipc/contract.gen";

const BODY_START = "galley:body";
const BODY_END = "/galley:body";
const BLOCK = "b";

interface Body {
  /** The comment before each block. */
  marks: Comment[];
  start: Comment;
  end: Comment;
}

export class FramePage {
  readonly document: Document;
  #body: Body;

  private constructor(document: Document, body: Body) {
    this.document = document;
    this.#body = body;
  }

  /** The page in `document`, or `null` where it is not (yet) one of ours. */
  static in(document: Document): FramePage | null {
    const body = findBody(document);
    return body && new FramePage(document, body);
  }

  /** How many blocks there are. */
  get length(): number {
    return this.#body.marks.length;
  }

  /** The elements of block `index`. */
  elementsOf(index: number): Element[] {
    const elements: Element[] = [];
    const end = this.#body.marks[index + 1] ?? this.#body.end;
    for (let node: Node | null = this.#body.marks[index] ?? null; node && node !== end; node = node.nextSibling) {
      if (node.nodeType === 1) elements.push(node as Element);
    }
    return elements;
  }

  /** The element around the blocks. */
  get container(): Element | null {
    return this.#body.start.parentElement;
  }

  /** Replaces blocks. */
  splice({ at, remove, insert }: BlockSplice): void {
    const { marks, end } = this.#body;
    const after = marks[at + remove] ?? end;
    const gone = nodesBetween(marks[at] ?? end, after);
    const fresh = this.document.createDocumentFragment();
    const freshMarks: Comment[] = [];
    for (const block of insert) {
      const mark = this.document.createComment(BLOCK);
      const template = this.document.createElement("template");
      template.innerHTML = block.html.endsWith("\n") ? block.html : `${block.html}\n`;
      fresh.append(mark, template.content);
      freshMarks.push(mark);
    }
    keepPictures(gone, fresh);
    for (const node of gone) node.remove();
    after.before(fresh);
    marks.splice(at, remove, ...freshMarks);
  }

  /** Replaces what is around the blocks by what is around the place of the blocks in `html`. */
  replaceShell(html: string): void {
    const incoming = new DOMParser().parseFromString(html, "text/html");
    const place = findBody(incoming);
    if (!place) return;
    this.#takeHead(incoming);
    const container = this.#body.start.parentElement;
    const newContainer = place.start.parentElement;
    if (!container || !newContainer) return;
    if (samePath(container, newContainer)) {
      syncAround(container, newContainer, this.document);
      copyAttributes(newContainer, container);
      syncSiblings(container, [this.#body.start, this.#body.end], newContainer, [place.start, place.end]);
    } else {
      const blocks = nodesBetween(this.#body.start.nextSibling ?? this.#body.end, this.#body.end);
      for (const node of nodesBetween(place.start.nextSibling ?? place.end, place.end)) node.remove();
      const body = this.document.adoptNode(incoming.body);
      place.end.before(...blocks);
      keepPictures([this.document.body], body);
      this.document.body.replaceWith(body);
      this.#body = { start: place.start, end: place.end, marks: this.#body.marks };
    }
  }

  /** Replaces the whole page, without loading the frame again. Answers the page to go on with. */
  replaceAll(html: string): FramePage | null {
    const incoming = new DOMParser().parseFromString(html, "text/html");
    if (!findBody(incoming)) return null;
    this.#takeHead(incoming);
    const body = this.document.adoptNode(incoming.body);
    keepPictures([this.document.body], body);
    this.document.body.replaceWith(body);
    return FramePage.in(this.document);
  }

  #takeHead(incoming: Document): void {
    copyAttributes(incoming.documentElement, this.document.documentElement);
    copyAttributes(incoming.body, this.document.body);
    // Policies only ever add up: the one the frame was loaded with stays, and no second one is added.
    const policies = new Set(this.document.head.querySelectorAll("meta[http-equiv]"));
    for (const policy of incoming.head.querySelectorAll("meta[http-equiv]")) policy.remove();
    const present = [...this.document.head.childNodes].filter((node) => !policies.has(node as Element));
    replaceDiffering(this.document.head, present, [...incoming.head.childNodes], null);
  }
}

function findBody(document: Document): Body | null {
  const walker = document.createTreeWalker(document.documentElement, 128 /* comments */);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if ((node as Comment).data !== BODY_START) continue;
    const start = node as Comment;
    const marks: Comment[] = [];
    for (let sibling = start.nextSibling; sibling; sibling = sibling.nextSibling) {
      if (sibling.nodeType !== 8) continue;
      const comment = sibling as Comment;
      if (comment.data === BLOCK) marks.push(comment);
      if (comment.data === BODY_END) return { start, end: comment, marks };
    }
    return null;
  }
  return null;
}

/** The siblings from `first` up to, not including, `end`. */
function nodesBetween(first: Node, end: Node): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let node: Node | null = first; node && node !== end; node = node.nextSibling) nodes.push(node as ChildNode);
  return nodes;
}

/** Puts pictures that are already loaded in the place of new ones with the same address, so that none flickers. */
function keepPictures(gone: Node[], fresh: ParentNode): void {
  const wanted = fresh.querySelectorAll("img[src]");
  if (wanted.length === 0) return;
  const loaded = new Map<string, HTMLImageElement[]>();
  for (const node of gone) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    const pictures = element.matches("img[src]") ? [element] : element.querySelectorAll("img[src]");
    for (const picture of pictures) {
      const source = picture.getAttribute("src") ?? "";
      loaded.set(source, [...(loaded.get(source) ?? []), picture as HTMLImageElement]);
    }
  }
  for (const picture of wanted) {
    const old = loaded.get(picture.getAttribute("src") ?? "")?.shift();
    if (!old) continue;
    copyAttributes(picture, old);
    picture.replaceWith(old);
  }
}

function copyAttributes(from: Element, to: Element): void {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value);
}

/** Whether both elements hang below their bodies by the same names. */
function samePath(a: Element, b: Element): boolean {
  let first: Element | null = a;
  let second: Element | null = b;
  while (first && second) {
    if (first.localName !== second.localName) return false;
    if (first.localName === "body") return true;
    first = first.parentElement;
    second = second.parentElement;
  }
  return false;
}

/** Makes everything beside the way from `container` to the body as it is in the new page. */
function syncAround(container: Element, newContainer: Element, document: Document): void {
  let old: Element = container;
  let now: Element = newContainer;
  while (old !== document.body && old.parentElement && now.parentElement) {
    copyAttributes(now.parentElement, old.parentElement);
    syncSiblings(old.parentElement, [old, old], now.parentElement, [now, now]);
    old = old.parentElement;
    now = now.parentElement;
  }
}

/** Makes what stands before and after the kept range the same in both parents. */
function syncSiblings(
  parent: Element,
  [first, last]: [ChildNode, ChildNode],
  newParent: Element,
  [newFirst, newLast]: [ChildNode, ChildNode],
): void {
  replaceDiffering(parent, childrenBefore(parent, first), childrenBefore(newParent, newFirst), first);
  replaceDiffering(parent, childrenAfter(last), childrenAfter(newLast), null);
}

function childrenBefore(parent: Element, node: ChildNode): ChildNode[] {
  return parent.firstChild ? nodesBetween(parent.firstChild, node) : [];
}

function childrenAfter(node: ChildNode): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let next = node.nextSibling; next; next = next.nextSibling) nodes.push(next);
  return nodes;
}

/** Replaces the nodes of `old` by those of `now`, leaving equal ones at both ends where they are. */
function replaceDiffering(parent: Element, old: ChildNode[], now: ChildNode[], before: ChildNode | null): void {
  let start = 0;
  while (start < old.length && start < now.length && old[start]?.isEqualNode(now[start] ?? null)) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old.at(-1 - end)?.isEqualNode(now.at(-1 - end) ?? null)) end += 1;
  const gone = old.slice(start, old.length - end);
  const fresh = parent.ownerDocument.createDocumentFragment();
  fresh.append(...now.slice(start, now.length - end));
  keepPictures(gone, fresh);
  const place = end > 0 ? (old[old.length - end] ?? before) : before;
  for (const node of gone) node.remove();
  parent.insertBefore(fresh, place);
}
