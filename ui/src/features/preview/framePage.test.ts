// @vitest-environment jsdom
import { expect, test } from "vitest";
import type { PreviewBlock } from "../../ipc/contract.gen";
import { chance } from "../../state/testing";
import { FramePage } from "./framePage";

interface Shell {
  title?: string;
  head?: string;
  lang?: string;
  container?: string;
  lead?: string;
}

function html(blocks: string[], { title = "Title", head = "", lang = "en", container = "div", lead = "" }: Shell = {}): string {
  const body = blocks.map((block) => `<!--b-->${block}\n`).join("");
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${title}</title><style>p{}</style>${head}</head><body class="page"><article><header><h1>${title}</h1>${lead}</header><${container} class="body"><!--galley:body-->${body}<!--/galley:body--></${container}><footer>${title} end</footer></article></body></html>`;
}

function load(blocks: string[], shell?: Shell): FramePage {
  const page = FramePage.in(new DOMParser().parseFromString(html(blocks, shell), "text/html"));
  if (!page) throw new Error("no page");
  return page;
}

const block = (html: string): PreviewBlock => ({ html, lines: 1 });
const bodyOf = (page: FramePage): string => page.container?.innerHTML ?? "";
const wholeOf = (page: FramePage): string => page.document.documentElement.outerHTML;

test("a document that is not one of ours, or not whole yet, is no page", () => {
  expect(FramePage.in(new DOMParser().parseFromString("<p>no", "text/html"))).toBeNull();
  expect(FramePage.in(new DOMParser().parseFromString("<div><!--galley:body--><!--b--><p>half", "text/html"))).toBeNull();
});

test("a splice replaces its blocks and leaves the others' nodes where they are", () => {
  const page = load(["<p>a</p>", "<p>b</p>", "<p>c</p>"]);
  const [a] = page.elementsOf(0);
  const [c] = page.elementsOf(2);
  page.splice({ at: 1, remove: 1, insert: [block("<p>B</p>"), block("<ul><li>x</li></ul><p>y</p>")] });
  expect(page.length).toBe(4);
  expect(page.elementsOf(0)[0]).toBe(a);
  expect(page.elementsOf(3)[0]).toBe(c);
  expect(bodyOf(page)).toBe(load(["<p>a</p>", "<p>B</p>", "<ul><li>x</li></ul><p>y</p>", "<p>c</p>"]).container?.innerHTML);
});

test("blocks can be put at the end, at the start, and into an empty page", () => {
  const page = load([]);
  page.splice({ at: 0, remove: 0, insert: [block("<p>b</p>")] });
  page.splice({ at: 1, remove: 0, insert: [block("<p>c</p>")] });
  page.splice({ at: 0, remove: 0, insert: [block("<p>a</p>")] });
  expect(bodyOf(page)).toBe(bodyOf(load(["<p>a</p>", "<p>b</p>", "<p>c</p>"])));
  page.splice({ at: 0, remove: 3, insert: [] });
  expect(bodyOf(page)).toBe(bodyOf(load([])));
});

test("after any splices the page is as if it had been loaded so", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const next = chance(seed);
    const blocks = Array.from({ length: next(6) }, (_, index) => `<p>${index}</p>`);
    const page = load(blocks);
    for (let step = 0; step < 12; step += 1) {
      const at = next(blocks.length + 1);
      const remove = next(blocks.length - at + 1);
      const insert = Array.from({ length: next(4) }, () => `<p>s${next(1000)}</p>`);
      page.splice({ at, remove, insert: insert.map(block) });
      blocks.splice(at, remove, ...insert);
    }
    expect(bodyOf(page), `seed ${seed}`).toBe(bodyOf(load(blocks)));
    expect(page.length).toBe(blocks.length);
  }
});

test("a table or a list item stands alone as a block", () => {
  const page = load(["<p>a</p>"]);
  page.splice({ at: 1, remove: 0, insert: [block("<table><tbody><tr><td>1</td></tr></tbody></table>")] });
  expect(page.elementsOf(1)[0]?.querySelector("td")?.textContent).toBe("1");
});

test("a picture that stays is not loaded again", () => {
  const page = load(['<p>one <img src="media/a.png" alt=""></p>']);
  const picture = page.document.querySelector("img");
  page.splice({ at: 0, remove: 1, insert: [block('<p>two <img src="media/a.png" alt="new"></p>')] });
  expect(page.document.querySelector("img")).toBe(picture);
  expect(picture?.getAttribute("alt")).toBe("new");
  expect(page.document.querySelectorAll("img")).toHaveLength(1);
});

test("a new shell changes what is around the blocks and not one node of the blocks", () => {
  const page = load(["<p>a</p>", "<p>b</p>"], { lead: '<img src="media/lead.jpg">' });
  const nodes = [...page.elementsOf(0), ...page.elementsOf(1)];
  const { container } = page;
  const lead = page.document.querySelector("img");
  page.replaceShell(html([], { title: "Another", lang: "fa", lead: '<img src="media/lead.jpg">', head: '<meta name="x">' }));
  expect(page.container).toBe(container);
  expect([...page.elementsOf(0), ...page.elementsOf(1)]).toEqual(nodes);
  expect(page.document.querySelector("img")).toBe(lead);
  expect(page.document.title).toBe("Another");
  expect(page.document.documentElement.lang).toBe("fa");
  const loaded = load(["<p>a</p>", "<p>b</p>"], { title: "Another", lang: "fa", lead: '<img src="media/lead.jpg">', head: '<meta name="x">' });
  expect(page.document.body.innerHTML).toBe(loaded.document.body.innerHTML);
});

test("where the new shell is built otherwise, the blocks' nodes move into it", () => {
  const page = load(["<p>a</p>", "<p>b</p>"]);
  const [a] = page.elementsOf(0);
  page.replaceShell(html([], { container: "section", title: "T" }));
  expect(page.elementsOf(0)[0]).toBe(a);
  expect(page.container?.localName).toBe("section");
  page.splice({ at: 2, remove: 0, insert: [block("<p>c</p>")] });
  expect(page.document.body.innerHTML).toBe(load(["<p>a</p>", "<p>b</p>", "<p>c</p>"], { container: "section", title: "T" }).document.body.innerHTML);
});

test("a whole page is taken over in the same document, under the policy it was loaded with", () => {
  const page = load(["<p>a</p>"]);
  const policy = page.document.querySelector("meta[http-equiv]");
  const next = page.replaceAll(html(["<p>x</p>", "<p>y</p>"], { title: "Next" }));
  expect(next?.length).toBe(2);
  expect(page.document.querySelectorAll("meta[http-equiv]")).toHaveLength(1);
  expect(page.document.querySelector("meta[http-equiv]")).toBe(policy);
  expect(wholeOf(next ?? page)).toContain("Next end");
  expect(page.document.body.className).toBe("page");
  expect(page.replaceAll("<p>not ours</p>")).toBeNull();
});
