// How long an edit takes to be seen: from the change of the text to the frame in which the page shows it. Kept as
// performance measures, for the bench and for whoever looks into the time line.

const NAME = "galley.edit-shown";
const MOST = 2_000;

let since: number | null = null;

/** The text was changed. */
export function edited(): void {
  since ??= performance.now();
}

/** The page was patched; it is seen with the next frame. */
export function patched(): void {
  const start = since;
  since = null;
  if (start === null) return;
  requestAnimationFrame(() => {
    performance.measure(NAME, { start, end: performance.now() });
    if (performance.getEntriesByName(NAME).length > MOST) performance.clearMeasures(NAME);
  });
}
