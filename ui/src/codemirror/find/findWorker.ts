// Finds on a thread of its own, so that no pattern can hold up the window.

import { type FindQuery, findMatches, replacements } from "./findText";

export interface FindRequest {
  number: number;
  text: string;
  query: FindQuery;
  work: { kind: "find"; most: number } | { kind: "replace"; only: number | null };
}

addEventListener("message", ({ data }: MessageEvent<FindRequest>) => {
  const { number, text, query, work } = data;
  const answer = work.kind === "find" ? findMatches(text, query, work.most) : replacements(text, query, work.only);
  postMessage({ number, answer });
});
