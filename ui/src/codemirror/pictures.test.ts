import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { markdownGrammar } from "./markdownGrammar";
import { describedPicture, movedPicture, pictureAround } from "./pictures";

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

test("a picture that is dragged goes to lines of its own, one in a sentence to its place there", () => {
  const picture = "![tide](media/ab.jpg)";
  const move = (doc: string, at: number): string | null => {
    const from = doc.indexOf(picture);
    const state = EditorState.create({ doc });
    const spec = movedPicture(state, { from, to: from + picture.length }, at);
    return spec && state.update(spec).state.doc.toString();
  };
  const text = `One.\n\n${picture}\n\nTwo.\n\nThree.`;
  expect(move(text, text.length)).toBe(`One.\n\nTwo.\n\nThree.\n\n${picture}`);
  expect(move(text, 0)).toBe(`${picture}\n\nOne.\n\nTwo.\n\nThree.`);
  expect(move(text, 10)).toBeNull();
  expect(move(`See ${picture} there.`, 0)).toBe(`${picture}See  there.`);
  expect(move(`One.\n\n${picture}`, 0)).toBe(`${picture}\n\nOne.\n\n`);
});
