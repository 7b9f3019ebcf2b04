import type { Random } from "#server/answers/random.ts";

/** How long somebody was seen to wait: until they gave up (`isEnd`), or until something else ended it. */
export interface Waited {
  readonly ms: number;
  readonly isEnd: boolean;
}

/**
 * How long people wait before they give up, from a day on which most were served before they did: the product-limit
 * estimate (Kaplan and Meier 1958), which takes what was cut short for what it is. Beyond the longest wait seen the rate
 * of giving up stays what it was on average.
 */
export class Patience {
  /** After each wait at which somebody gave up, the share of people who would wait still longer. */
  private readonly steps: { readonly ms: number; readonly left: number }[] = [];
  private readonly tailMeanMs: number;

  constructor(waits: readonly Waited[]) {
    const sorted = [...waits].sort((x, y) => x.ms - y.ms);
    let [left, atRisk] = [1, sorted.length];
    for (let at = 0; at < sorted.length; ) {
      const { ms } = sorted[at]!;
      let [ends, all] = [0, 0];
      for (; at + all < sorted.length && sorted[at + all]!.ms === ms; all += 1) if (sorted[at + all]!.isEnd) ends += 1;
      if (ends > 0) {
        left *= 1 - ends / atRisk;
        this.steps.push({ ms, left });
      }
      at += all;
      atRisk -= all;
    }
    const ends = sorted.filter(({ isEnd }) => isEnd).length;
    this.tailMeanMs = ends === 0 ? Infinity : sorted.reduce((sum, { ms }) => sum + ms, 0) / ends;
  }

  /** The share who wait longer than this. */
  leftAfter(ms: number): number {
    let left = 1;
    for (const step of this.steps) {
      if (step.ms > ms) break;
      left = step.left;
    }
    return left;
  }

  /** How long somebody waits who has waited so long already. @returns milliseconds, Infinity = for ever */
  draw(random: Random, waitedMs: number): number {
    const target = this.leftAfter(waitedMs) * (1 - random());
    const found = this.steps.find(({ ms, left }) => ms > waitedMs && left <= target);
    if (found !== undefined) return found.ms;
    const last = Math.max(waitedMs, this.steps.at(-1)?.ms ?? 0);
    return this.tailMeanMs === Infinity ? Infinity : last - Math.log(1 - random()) * this.tailMeanMs;
  }
}
