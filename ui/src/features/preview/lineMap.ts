// Which block of the preview shows which line of the text.

import type { BlockSplice } from "../../ipc/contract.gen";

export class LineMap {
  #lines: number[];
  #starts: number[] | null = null;

  constructor(lines: readonly number[]) {
    this.#lines = [...lines];
  }

  /** How many blocks there are. */
  get length(): number {
    return this.#lines.length;
  }

  splice({ at, remove, insert }: BlockSplice): void {
    this.#lines.splice(at, remove, ...insert.map((block) => block.lines));
    this.#starts = null;
  }

  /** How many lines block `index` covers. */
  linesOf(index: number): number {
    return this.#lines[index] ?? 0;
  }

  /** The first line of block `index`, from 0. */
  startOf(index: number): number {
    return this.#sums()[index] ?? 0;
  }

  /** The block that shows `line` (from 0): the last one that begins at or above it and covers any line. */
  blockAt(line: number): number {
    const starts = this.#sums();
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    while (low > 0 && this.linesOf(low) === 0) low -= 1;
    return Math.max(0, low);
  }

  #sums(): number[] {
    if (this.#starts) return this.#starts;
    let sum = 0;
    this.#starts = this.#lines.map((lines) => {
      const start = sum;
      sum += lines;
      return start;
    });
    return this.#starts;
  }
}
