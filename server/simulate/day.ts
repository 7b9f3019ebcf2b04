import { assertInvariants } from "#server/routing/invariants.ts";
import { DEFAULT_SETTINGS } from "#server/routing/state.ts";
import type { Thresholds } from "#server/rules/hand-off-thresholds.ts";
import { Crew, type Worker } from "./crew.ts";
import { Keeper, type ThresholdRule } from "./keeper.ts";
import { type DayPlan } from "./shapes.ts";
import { Shop } from "./shop.ts";
import { type Visit, Visits } from "./visits.ts";

/** `worst-first`: as the product does (B5). `first-come`: without credit. */
export type LineOrder = "worst-first" | "first-come";

export interface DayRules {
  readonly thresholds: ThresholdRule;
  readonly order: LineOrder;
  /** The site's own base, where learning begins. */
  readonly base: Thresholds;
}

/** Everything that happened, to be counted. */
export interface Day {
  readonly visits: readonly Visit[];
  readonly workers: readonly Worker[];
  readonly freeSeatMs: number;
  readonly allSeatMs: number;
  readonly mostOvertakenMs: number;
  readonly creditBoundMs: number;
  readonly decisions: number;
}

/** A Monday, so that the numbers look like times. */
const MIDNIGHT = Date.UTC(2024, 0, 1);
const OPENS_AT = MIDNIGHT + 9 * 3_600_000;
const BEFORE_MS = 600_000;
/** After closing time nobody comes; who is there is served or gives up. */
const AFTER_MS = 3 * 3_600_000;

/**
 * One day of a shop on virtual time, by the product's own rules: engine, library decision, thresholds. The same plan and
 * rules give the same day, to the millisecond.
 * @param isChecked asserts the engine's invariants after every minute of it
 * @param listen told of the shop before anything happens in it
 */
export function runDay(plan: DayPlan, rules: DayRules, isChecked = false, listen?: (shop: Shop) => void): Day {
  const lengthMs = plan.hours * 3_600_000;
  const shop = new Shop(OPENS_AT - BEFORE_MS);
  listen?.(shop);
  const creditBoundMs = rules.order === "worst-first" ? DEFAULT_SETTINGS.creditBoundMs : 0;
  shop.must({ type: "settings:changed", settings: { ...DEFAULT_SETTINGS, creditBoundMs } });
  const crew = new Crew(shop, plan.staff, plan.seed, OPENS_AT, lengthMs);
  const keeper = new Keeper(shop, rules.base, rules.thresholds);
  const visits = new Visits({ shop, crew, keeper, habits: plan.habits }, plan.customers, OPENS_AT);
  shop.at(OPENS_AT - BEFORE_MS / 2, () => keeper.start(OPENS_AT + lengthMs));
  shop.run(OPENS_AT);
  // Seats before and after the day are nobody's idleness.
  shop.freeSeatMs = 0;
  shop.allSeatMs = 0;
  const endsAt = OPENS_AT + lengthMs;
  if (isChecked)
    for (let at = OPENS_AT; at < endsAt; at += 60_000) {
      shop.run(at);
      assertInvariants(shop.state, false);
    }
  shop.run(endsAt);
  const { freeSeatMs, allSeatMs } = shop;
  crew.finish();
  shop.run(endsAt + AFTER_MS);
  return {
    visits: visits.all,
    workers: crew.workers,
    freeSeatMs,
    allSeatMs,
    mostOvertakenMs: shop.mostOvertakenMs,
    creditBoundMs,
    decisions: shop.decisions,
  };
}
