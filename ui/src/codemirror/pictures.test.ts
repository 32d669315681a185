import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { markdownGrammar } from "./markdownGrammar";
import { describedPicture, pictureAround } from "./pictures";

const stateOf = (doc: string): EditorState => EditorState.create({ doc, extensions: markdownGrammar });

test("the picture at the caret is known, in a sentence too", () => {
  const state = stateOf("see ![a \\[boat\\]](media/ab.png) there");
  expect(pictureAround(state, 10)).toEqual({ from: 4, to: 31, address: "media/ab.png", alt: "a [boat]", caption: "", width: null });
  expect(pictureAround(state, 1)).toBeNull();
});

test("a caption and a width make a figure, which is read again, and goes when they go", () => {
  let state = stateOf("![boat](media/ab.png)");
  const plain = pictureAround(state, 3);
  state = state.update(describedPicture(state, plain!, { caption: 'Low "water" <early>', width: 320 })).state;
  expect(state.doc.toString()).toBe(
    '<figure>\n<img src="media/ab.png" alt="boat" width="320">\n<figcaption>Low &quot;water&quot; &lt;early&gt;</figcaption>\n</figure>',
  );
  const figure = pictureAround(state, state.selection.main.head);
  expect(figure).toMatchObject({ alt: "boat", caption: 'Low "water" <early>', width: 320 });
  state = state.update(describedPicture(state, figure!, { caption: "", width: null, alt: "A boat" })).state;
  expect(state.doc.toString()).toBe("![A boat](media/ab.png)");
});

test("HTML of another hand is left alone", () => {
  expect(pictureAround(stateOf("<div>\n<p>x</p>\n</div>"), 3)).toBeNull();
});
