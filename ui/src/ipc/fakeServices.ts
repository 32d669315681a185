// The stand-in's site, imports, backups, check and mirror: they take a while and tell how far they are.

import type { Article, Commands, Event, SiteReport } from "./contract.gen";

type Answer<N extends keyof Commands> = Commands[N]["response"];
export type Services = { [N in keyof Commands]?: (request: Commands[N]["request"]) => Answer<N> | Promise<Answer<N>> };

const rest = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const STEPS = 20;

export function services(send: (event: Event) => void, articles: () => Article[]): Services {
  let cancelled = false;

  /** Takes its time, telling of each step. */
  async function steps(tell: (done: number) => void, stopped: string): Promise<void> {
    cancelled = false;
    for (let done = 0; done <= STEPS; done += 1) {
      if (cancelled) throw { code: "failed", message: stopped };
      tell(done);
      await rest(60);
    }
  }
  const cancel = (): Record<string, never> => ((cancelled = true), {});

  async function writeSite(): Promise<SiteReport> {
    const stages = ["comparing", "pages", "pictures", "placing"] as const;
    await steps((done) => {
      const stage = stages[Math.min(3, Math.floor((done / STEPS) * 4))]!;
      send({ event: "site_progress", stage, done, total: STEPS, remaining: done < 2 ? null : (STEPS - done) * 0.06 });
    }, "The export was cancelled. The site in the folder is what it was.");
    const files = ["index.html", "feed.xml", "on-tides/index.html"].map((path, at) => ({ path: `/home/author/site/${path}`, size: 4000 + at }));
    const article = articles()[0];
    return {
      added: files.slice(2),
      changed: files.slice(0, 2),
      removed: ["/home/author/site/old/index.html"],
      unchanged: 41,
      size: 1_840_000,
      milliseconds: 1260,
      published: ["An article whose time had come"],
      url: "https://example.org/",
      problems: [{ article: article?.id ?? null, title: article?.metadata.title ?? "", line: 3, message: "The picture has no alternative text. Say what it shows." }],
    };
  }

  return {
    export_pick_folder: () => ({ token: "3", label: "/home/author/export" }),
    export_articles: () => ({ files: articles().map((article) => ({ path: `/home/author/export/${article.id}.md`, size: 2000 })), problems: [] }),
    site_target: () => null,
    site_pick_target: () => ({ token: "4", label: "/home/author/site" }),
    site_plan: writeSite,
    site_export: writeSite,
    site_cancel: cancel,
    site_reveal: () => ({}),
    site_serve_start: () => ({ url: "http://127.0.0.1:4321/" }),
    site_serve_stop: () => ({}),
  };
}
