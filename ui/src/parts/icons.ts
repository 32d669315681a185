// The window's own pictures.

/** Drawn on a square of 20, in strokes of 1.5. */
export const icons = {
  all: "M3.5 5.5h13M3.5 10h13M3.5 14.5h8",
  idea: "M7.5 13.2a5 5 0 1 1 5 0v1.3h-5zM8.2 17h3.6",
  draft: "M12.6 4.4l3 3L7.4 15.6l-3.6.6.6-3.6z",
  review: "M2.5 10s2.7-4.8 7.5-4.8 7.5 4.8 7.5 4.8-2.7 4.8-7.5 4.8S2.5 10 2.5 10zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  ready: "M4 10.6l4 4 8-9",
  scheduled: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.2V10l2.6 1.8",
  published: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3.2 10h13.6M10 3c2 2 2.9 4.4 2.9 7s-.9 5-2.9 7c-2-2-2.9-4.4-2.9-7S8 5 10 3z",
  archived: "M3.5 4.5h13v3h-13zM4.8 7.5v8h10.4v-8M8.2 10.5h3.6",
  trash: "M4 5.5h12M8 5.5V3.8h4v1.7M5.4 5.5l.7 10.7h7.8l.7-10.7M8.4 8.5v4.8M11.6 8.5v4.8",
  plus: "M10 4v12M4 10h12",
  settings: "M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
  close: "M5 5l10 10M15 5L5 15",
  split: "M3 4.5h14v11H3zM10 4.5v11",
  text: "M5 5h10M5 8.3h10M5 11.7h10M5 15h6",
  page: "M5 3h7l3.5 3.5V17H5zM12 3v3.5h3.5M7.5 10h5.5M7.5 13h5.5",
  details: "M3 4.5h14v11H3zM12.5 4.5v11M14.2 7.5h1M14.2 10h1",
  export: "M10 12.5v-9M6.5 7L10 3.5 13.5 7M4 11.5v5h12v-5",
  more: "M4.5 10.5a.5.5 0 1 0 0-1 .5.5 0 0 0 0 1zM10 10.5a.5.5 0 1 0 0-1 .5.5 0 0 0 0 1zM15.5 10.5a.5.5 0 1 0 0-1 .5.5 0 0 0 0 1z",
  strong: "M6 4h4.5a3 3 0 0 1 0 6H6zM6 10h5.4a3.1 3.1 0 0 1 0 6.2H6z",
  emphasis: "M8.5 4h6M5.5 16h6M12 4L8 16",
  heading: "M5 4v12M15 4v12M5 10h10",
  link: "M8.4 11.6a3 3 0 0 0 4.3 0l2.9-2.9a3 3 0 1 0-4.3-4.3l-.9.9M11.6 8.4a3 3 0 0 0-4.3 0l-2.9 2.9a3 3 0 1 0 4.3 4.3l.9-.9",
  quote: "M4.5 14c2.5-.7 3.6-2.4 3.4-4.8H4.5V5h4.2v4.2M11.8 14c2.5-.7 3.6-2.4 3.4-4.8h-3.4V5H16v4.2",
  list: "M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.8 5.5h.01M3.8 10h.01M3.8 14.5h.01",
  picture: "M3 4.5h14v11H3zM3.5 14l4-4.2 3 3 2.4-2.2 3.6 3.4M12.8 8h.01",
  sidebar: "M3 4.5h14v11H3zM7.5 4.5v11",
  phone: "M6.5 2.8h7v14.4h-7zM9.2 14.8h1.6",
  wide: "M3 4.5h14v9H3zM7 16.5h6",
  up: "M5 12.5l5-5 5 5",
  down: "M5 7.5l5 5 5-5",
  restore: "M4 8.5h8a4 4 0 0 1 0 8H8M7 5L3.8 8.5 7 12",
  duplicate: "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
  warning: "M10 3.5l7.5 13h-15zM10 8.5v3.6M10 14.4h.01",
  lock: "M5 9h10v7.5H5zM7 9V6.6a3 3 0 0 1 6 0V9",
} as const;

export type IconName = keyof typeof icons;

/** Those that follow the direction of the line. */
export const pointing: ReadonlySet<IconName> = new Set<IconName>([
  "all",
  "text",
  "list",
  "quote",
  "sidebar",
  "details",
  "restore",
]);
