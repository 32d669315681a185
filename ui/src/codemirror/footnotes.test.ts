import { EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { insertFootnote, jumpFootnote } from "./footnotes";

function run(command: StateCommand, marked: string): string {
  const anchor = marked.indexOf("|");
  let state = EditorState.create({ doc: marked.replace("|", ""), selection: { anchor } });
  if (!command({ state, dispatch: (transaction) => (state = transaction.state) })) return "not taken";
  const { head } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, head)}|${text.slice(head)}`;
}

test("a footnote gets the next number and its note is written at once", () => {
  expect(run(insertFootnote, "Tide|s turn.")).toBe("Tide[^1]s turn.\n\n[^1]: |");
  expect(run(insertFootnote, "A[^1] b|\n\n[^1]: One")).toBe("A[^1] b[^2]\n\n[^1]: One\n[^2]: |");
});

test("from the mark to the note and back", () => {
  expect(run(jumpFootnote, "Tides[^a|] turn.\n\n[^a]: Twice.")).toBe("Tides[^a] turn.\n\n[^a]: |Twice.");
  expect(run(jumpFootnote, "Tides[^a] turn.\n\n[^a]: Twice|.")).toBe("Tides[^a]| turn.\n\n[^a]: Twice.");
  expect(run(jumpFootnote, "No no|te")).toBe("not taken");
  expect(run(jumpFootnote, "Lost[^b|]")).toBe("not taken");
});
