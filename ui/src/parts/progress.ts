// How far something is, as it is shown and as it is said aloud. Plain functions.

/** The share that is done, 0 to 1; `null` while nobody knows how much there is. */
export function shareOf(done: number, total: number): number | null {
  if (!(total > 0)) return null;
  return Math.min(1, Math.max(0, done / total));
}

/** The share as it is said aloud: in quarters, so that the voice is not in the way. */
export function saidShare(share: number | null): number | null {
  return share === null ? null : Math.floor(share * 4) / 4;
}

/** How long something still takes, as people say it: seconds by fives, above a minute minutes. */
export function roughTime(seconds: number): { unit: "seconds" | "minutes"; count: number } {
  if (seconds > 55) return { unit: "minutes", count: Math.max(1, Math.round(seconds / 60)) };
  return { unit: "seconds", count: Math.max(5, Math.ceil(seconds / 5) * 5) };
}
