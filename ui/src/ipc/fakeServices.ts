// The stand-in's site, imports, backups, check and mirror: they take a while and tell how far they are.

import type { Article, Backup, BackupState, Commands, Event, ImportReport, ImportTrouble, LongRun, MirrorReport, MirrorState, SiteReport, ThemeOption } from "./contract.gen";

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

  const reports = new Map<string, ImportReport>();

  function runImport(dryRun: boolean): { job: string } {
    const job = `import-${reports.size + 1}-${dryRun}`;
    const report = importReport(articles()[0], dryRun);
    void steps((done) => send({ event: "import_progress", job, done, total: STEPS, pictures: dryRun ? 0 : done, finished: false }), "")
      .catch(() => (report.cancelled = true))
      .then(() => {
        reports.set(job, report);
        send({ event: "import_progress", job, done: STEPS, total: STEPS, pictures: 3, finished: true });
      });
    return { job };
  }

  const backup = (token: string, place: Backup["place"], days: number): Backup => ({ token, takenAt: new Date(Date.now() - days * 86_400_000).toISOString(), size: 2_300_000 + days, place, file: `/home/author/Galley/backups/${token}.galley` });
  let backups = [backup("b1", "library", 0.1), backup("b2", "second", 1), backup("b3", "before_migration", 9)];
  let backupState: BackupState = { enabled: true, secondFolder: null, running: false, last: backups[0]!, problem: null };
  const going = (run: LongRun) => steps((done) => send({ event: "progress", run, done, of: STEPS }), "It was cancelled. Nothing was changed.");

  const off: MirrorState = { folder: null, phase: "off", message: null, trouble: null, question: null, conflicts: 0, problems: [], notice: null, inStepAt: null };
  let mirrorState = off;
  const round: Omit<MirrorReport, "state"> = { created: 1, taken: 2, merged: 0, trashed: 0, restored: 0, written: 3, renamed: 0, removed: 0 };

  return {
    theme_problems: () => [],
    mirror_state: () => mirrorState,
    mirror_pick: () => ({ token: "6", label: "/home/author/Mirror" }),
    mirror_start: () =>
      (mirrorState = { ...off, folder: "/home/author/Mirror", phase: "asks", message: "Many files are gone.", question: { gone: 30, of: 41 }, conflicts: 1, problems: [{ kind: "too_large", about: "notes.md", message: "notes.md: the file is larger than 64 MB." }] }),
    mirror_stop: () => (mirrorState = { ...mirrorState, phase: "off", question: null, message: null }),
    mirror_sync_now: () => ({ ...round, state: mirrorState }),
    mirror_confirm: () => ({ ...round, state: (mirrorState = { ...mirrorState, phase: "in_step", question: null, message: null, inStepAt: new Date().toISOString() }) }),
    mirror_conflicts: () => {
      const article = articles()[0]!;
      const { metadata, body } = article;
      return mirrorState.conflicts === 0 ? [] : [{ conflict: "c1", article: article.id, file: "tides.md", copy: false, mine: { body, metadata }, theirs: { body: `${body}\nA line from the phone.\n`, metadata } }];
    },
    mirror_resolve: () => (mirrorState = { ...mirrorState, conflicts: 0 }),
    library_check: async () => {
      await going("check");
      return { articles: articles().length, revisions: 12, media: 3, problems: ["The picture sea.jpg of “On Tides” is not in the folder of media."] };
    },
    library_check_cancel: cancel,
    library_repair: async () => {
      await going("repair");
      return { mended: ["The search index was made again."], problems: [] };
    },
    backup_state: () => backupState,
    backup_list: () => backups,
    backup_list_in: () => [backup("b9", "picked", 30)],
    backup_now: async () => {
      await going("backup");
      const made = backup(`b${backups.length + 1}`, "library", 0);
      backups = [made, ...backups];
      backupState = { ...backupState, last: made };
      return made;
    },
    backup_cancel: cancel,
    backup_settings_save: ({ enabled, second, picked }) =>
      (backupState = { ...backupState, enabled, secondFolder: second ? (picked ? "/media/disk/Galley" : backupState.secondFolder) : null }),
    backup_restore: async () => {
      await going("restore");
      return { folder: "/home/author/Galley restored", problems: [] };
    },
    import_pick: ({ folder }) => ({ token: "5", label: folder ? "/home/author/hugo/content" : "/home/author/wordpress.xml" }),
    import_plan: () => runImport(true),
    import_run: () => runImport(false),
    import_cancel: cancel,
    import_report: ({ job }) => reports.get(job) ?? null,
    import_save_report: () => "/home/author/import-report.html",
    import_undo: () => ({ articles: 41, left: ["On Tides"] }),
    export_pick_folder: () => ({ token: "3", label: "/home/author/export" }),
    export_articles: async () => {
      await going("export");
      return { files: articles().map((article) => ({ path: `/home/author/export/${article.id}.md`, size: 2000 })), problems: [], stopped: false };
    },
    export_cancel: cancel,
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

function importReport(article: Article | undefined, dryRun: boolean): ImportReport {
  const item = { status: "published" as const, date: "2020-05-01", article: dryRun ? null : (article?.id ?? null), problems: [] as ImportTrouble[] };
  return {
    source: "/home/author/wordpress.xml",
    format: "wordpress",
    dryRun,
    cancelled: false,
    operation: dryRun ? null : 7,
    counts: { new: 40, updated: 1, unchanged: 12, conflicts: 1, restored: 0, inTrash: 2, leftOut: 1, failed: 1, pictures: 33, remotePictures: 4, comments: 19, withProblems: 2 },
    items: [
      { ...item, title: "Rain on a tin roof", state: "new", problems: [{ kind: "tag", subject: "[gallery]", message: "the shortcode [gallery] is not known and stays as text" }] },
      { ...item, title: "باران", state: "conflict" },
      { ...item, title: "On Tides", state: "new" },
    ],
    problems: [{ about: "wordpress.xml", trouble: { kind: "unreadable", subject: "", message: "It ends in the middle of an article; the last one is left out." } }],
    customFields: [{ name: "mood", articles: 6 }],
    leftFields: [{ name: "_edit_lock", articles: 6 }],
    remotePictures: [{ address: "https://example.com/sea.jpg", article: "On Tides" }],
  };
}

export const themeOptions: ThemeOption[] = [
  { name: "accent", label: "Accent colour", kind: "colour", default: "#24568f #8db9ee", choices: [] },
  { name: "type", label: "Type", kind: "type", default: "serif", choices: [{ value: "serif", label: "Charter and system" }, { value: "sans", label: "System only" }] },
];
