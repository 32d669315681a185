// How large the window shows everything, in the steps that browsers have.

export const ZOOMS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

/** The next step up or down; at the end of the steps the last one. */
export function nextZoom(now: number, step: 1 | -1): number {
  const beyond = step > 0 ? ZOOMS.find((zoom) => zoom > now) : ZOOMS.findLast((zoom) => zoom < now);
  return beyond ?? now;
}
