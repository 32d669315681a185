// What the insert menu offers: the commands that put something in, in the language of the interface.

import type { Insertion } from "../../codemirror/completions";
import { insertPicture } from "../../state/actions";
import { t } from "../../texts/texts.svelte";
import { textAction, textActionIds } from "../palette/textCommands";

export function insertions(): Insertion[] {
  const marked = textActionIds.filter((id) => textAction(id).mark !== undefined);
  return [
    ...marked.map((id): Insertion => {
      const { mark = "", run } = textAction(id);
      return { label: t(`command-${id}`), words: id, detail: mark, run };
    }),
    { label: t("command-picture"), words: "picture image", detail: "![ ]", run: () => void insertPicture() },
  ];
}
