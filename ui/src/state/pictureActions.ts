// Pictures: into the text, to its head, and what is said about them.

import { type PictureAt, describedPicture, pictureAround } from "../codemirror/pictures";
import { call } from "../ipc/call";
import { t } from "../texts/texts.svelte";
import { takeFile, takePicked } from "./arrivals.svelte";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { ports } from "./ports";
import { describe } from "./writing";

interface Given {
  hash: string;
  fileName: string;
  alt: string;
  caption: string;
  credit: string;
}

/** Asks for a picture and puts it into the text. */
export async function insertPicture(): Promise<void> {
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    const id = editor.id;
    const medium = picked && (await takePicked(picked.token, picked.label));
    if (medium && editor.id === id) ports.editor?.insertPicture(`media/${medium.fileName}`, medium.alt);
  });
}

/** Takes pasted or dropped pictures into the library and puts them into the text, where they were given. */
export async function insertPictureFiles(files: File[], at: number): Promise<void> {
  const id = editor.id;
  let place = at;
  for (const file of files) {
    const held = ports.editor?.holdPlace(place, t("picture-coming", { name: file.name || t("picture-unnamed") }));
    await attempt(async () => {
      const medium = await takeFile(file);
      if (!medium || editor.id !== id || !ports.editor || !held) return;
      const before = ports.editor.state.doc.length;
      const to = held.place();
      ports.editor.insertPicture(`media/${medium.fileName}`, medium.alt, to);
      place = to + ports.editor.state.doc.length - before;
    });
    if (editor.id === id) held?.end();
  }
}

/** Says something else about the picture at the caret. */
export function describePicture(part: Partial<Pick<PictureAt, "alt" | "caption" | "width">>): void {
  const port = ports.editor;
  const picture = port && !editor.locked ? pictureAround(port.state, port.caret) : null;
  // The field that it was said in may have passed the keyboard on.
  if (port && picture) port.dispatch(describedPicture(port.state, picture, part));
}

/** Makes the picture at the caret the article's lead picture. */
export async function leadFromText(): Promise<void> {
  const port = ports.editor;
  const picture = port ? pictureAround(port.state, port.caret) : null;
  const hash = /^media\/([0-9a-f]+)\./.exec(picture?.address ?? "")?.[1];
  if (!picture || !hash) return;
  await attempt(async () => {
    const medium = await call("medium_show", { hash });
    takeLead({ ...medium, alt: picture.alt || medium.alt, caption: picture.caption || medium.caption });
  });
}

export async function pickLead(): Promise<void> {
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    await lead(picked && (() => takePicked(picked.token, picked.label)));
  });
}

export async function leadFromFile(file: File): Promise<void> {
  await attempt(async () => {
    await lead(() => takeFile(file));
  });
}

/** Makes what comes the lead picture of the article that was open when it was chosen. */
async function lead(taken: (() => Promise<Given | null>) | null): Promise<void> {
  const id = editor.id;
  const medium = taken && (await taken());
  if (medium && editor.id === id) takeLead(medium);
}

function takeLead({ hash, fileName, alt, caption, credit }: Given): void {
  const before = editor.metadata?.lead;
  const same = before?.medium === hash ? before : null;
  describe({
    lead: {
      medium: hash,
      fileName,
      alt,
      caption: caption || (same?.caption ?? ""),
      credit: credit || (same?.credit ?? ""),
    },
  });
}
