// Links between articles.

import { call } from "../ipc/call";
import { links } from "./links.svelte";
import { ports } from "./ports";

/** Asks what links to an article and where its links lead; an answer that was overtaken is dropped. */
export async function loadLinks(id: string): Promise<void> {
  if (links.id !== id) links.found = null;
  links.id = id;
  try {
    const found = await call("article_links", { id });
    if (links.id === id) links.found = found;
  } catch {
    // The article may have gone meanwhile: then there is nothing to show.
    if (links.id === id) links.found = null;
  }
}

/** Puts the caret on the link to an article that is not there. */
export function goToBrokenLink(target: string): void {
  const port = ports.editor;
  const at = port?.state.doc.toString().indexOf(`article:${target}`) ?? -1;
  if (port && at >= 0) port.goToLine(port.state.doc.lineAt(at).number);
}
