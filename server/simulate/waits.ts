import { quantile } from "#server/bench/metrics.ts";
import { entryPlace } from "#server/routing/queries.ts";
import { intervalScore, isHeld, type WaitRange } from "#server/rules/wait-range.ts";
import { shownRange } from "#server/rules/wait-range-shown.ts";
import { type Foretold, WaitWatch } from "#server/runtime/wait-ranges-watch.ts";
import { type DayRules, runDay } from "./day.ts";
import { mean } from "./figures.ts";
import type { DayPlan } from "./shapes.ts";
import type { Shop } from "./shop.ts";

/** Of those that entered the line and were assigned: what was said at first, and what the last waits would have said. */
interface Judged {
  readonly actualMs: number;
  readonly range: WaitRange;
  readonly baseline: WaitRange;
}

/** What became of the waiting times that were told on some days. Who left the line is in no figure but `left`. */
export interface WaitFigures {
  /** First ranges that are compared, and entries that left the line after one. */
  count: number;
  left: number;
  coveragePercent: number;
  scoreMs: number;
  /** The quantiles 0.1 and 0.9 of the last 50 waits. */
  baselineCoveragePercent: number;
  baselineScoreMs: number;
  /** Of the same first ranges, rounded to what is shown. */
  shownCoveragePercent: number;
  /** Ranges told when the place had moved, each entry at most every 30 s. */
  laterCount: number;
  laterCoveragePercent: number;
}

const LAST = 50;
/** Nobody would go by the quantiles of fewer. */
const LEAST_LAST = 10;
const APART_MS = 30_000;

/** One day listened to by the product's own watch. */
class Listener {
  readonly first: Judged[] = [];
  readonly later: { actualMs: number; range: WaitRange }[] = [];
  left = 0;
  private readonly watch = new WaitWatch((foretold, actualMs) => this.judge(foretold, actualMs));
  private readonly waits: number[] = [];
  private readonly baselines = new Map<string, WaitRange>();
  private readonly again = new Map<string, Foretold[]>();

  constructor(shop: Shop) {
    shop.onNotice((notice) => {
      const { state, now } = shop;
      const said = this.watch.hear(state, [notice], now);
      for (const foretold of said) {
        const { entryId } = foretold;
        this.again.set(entryId, [foretold]);
        if (this.waits.length >= LEAST_LAST)
          this.baselines.set(entryId, { lowMs: quantile(this.waits, 0.1), highMs: quantile(this.waits, 0.9) });
      }
      if (notice.type !== "entry:ended") return;
      if (notice.how === "assigned") {
        this.waits.push(notice.waitedMs);
        if (this.waits.length > LAST) this.waits.shift();
      } else if (this.baselines.has(notice.entryId)) this.left += 1;
      this.again.delete(notice.entryId);
      this.baselines.delete(notice.entryId);
      this.foretellAgain(shop);
    });
  }

  private foretellAgain({ state, now }: Shop): void {
    for (const [entryId, told] of this.again) {
      const [last, entry] = [told.at(-1), state.entries.get(entryId)];
      if (last === undefined || entry === undefined || now - last.at < APART_MS) continue;
      if (entryPlace(state, entry) + 1 === last.position) continue;
      const said = this.watch.say(state, entry, now);
      if (said !== null) told.push(said);
    }
  }

  private judge(foretold: Foretold, actualMs: number): void {
    const baseline = this.baselines.get(foretold.entryId);
    if (baseline === undefined) return;
    this.first.push({ actualMs, range: foretold.range, baseline });
    const endedAt = foretold.at + actualMs;
    for (const { at, range } of this.again.get(foretold.entryId)?.slice(1) ?? [])
      this.later.push({ actualMs: endedAt - at, range });
  }
}

/** Runs the days and judges every waiting time that was told on them; each day begins with nothing known. */
export function judgeWaits(plans: readonly DayPlan[], rules: DayRules): WaitFigures {
  const heard = plans.map((plan) => {
    let listener: Listener | null = null;
    runDay(plan, rules, false, (shop) => {
      listener = new Listener(shop);
    });
    if (listener === null) throw new Error("nobody listened to the day");
    return listener as Listener;
  });
  const first = heard.flatMap((each) => each.first);
  const later = heard.flatMap((each) => each.later);
  const percent = <T>(list: readonly T[], holds: (each: T) => boolean): number =>
    100 * mean(list.map((each) => Number(holds(each))));
  return {
    count: first.length,
    left: heard.reduce((sum, each) => sum + each.left, 0),
    coveragePercent: percent(first, ({ range, actualMs }) => isHeld(range, actualMs)),
    scoreMs: mean(first.map(({ range, actualMs }) => intervalScore(range, actualMs))),
    baselineCoveragePercent: percent(first, ({ baseline, actualMs }) => isHeld(baseline, actualMs)),
    baselineScoreMs: mean(first.map(({ baseline, actualMs }) => intervalScore(baseline, actualMs))),
    shownCoveragePercent: percent(first, ({ range, actualMs }) => isHeld(shownRange(range, null), actualMs)),
    laterCount: later.length,
    laterCoveragePercent: percent(later, ({ range, actualMs }) => isHeld(range, actualMs)),
  };
}

/** As it is printed: whole milliseconds and counts, shares to two digits. */
export const rounded = (figures: WaitFigures): Record<string, number> =>
  Object.fromEntries(
    Object.entries(figures).map(([key, value]: [string, number]) => [
      key,
      key.endsWith("Percent") ? Math.round(100 * value) / 100 : Math.round(value),
    ]),
  );

/** An 80 % range may be off by so much on a day. */
const COVERAGE_PERCENT = { least: 75, most: 85 };

/** What issue 5 asks of waiting times. */
export const areWaitsGood = ({ coveragePercent, scoreMs, baselineScoreMs }: WaitFigures): boolean =>
  coveragePercent >= COVERAGE_PERCENT.least && coveragePercent <= COVERAGE_PERCENT.most && scoreMs < baselineScoreMs;
