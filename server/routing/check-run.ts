/** Test support: runs seeds through the engine and checks everything that can be checked. */
import { isDeepStrictEqual } from "node:util";
import { assertIndexes } from "./index-recount.ts";
import { assertInvariants, deadlinesIn, hold } from "./invariants.ts";
import type { Outcome } from "./outcome.ts";
import { nextDeadline } from "./queries.ts";
import { RandomShop } from "./random-shop.ts";
import { applyOutcome, emptyRows, rebuild, snapshotRows } from "./rows.ts";
import type { RoutingState } from "./state.ts";
import type { Step } from "./step.ts";
import { assertTransition } from "./transitions.ts";

const TABLES = ["teams", "agents", "conversations", "entries", "offers", "assignments"] as const;

/** Rows by rows, quickly: the same object is the same row. */
function areSame(x: RoutingState, y: RoutingState): boolean {
  if (!isDeepStrictEqual(x.meta, y.meta) || !isDeepStrictEqual(x.settings, y.settings)) return false;
  return TABLES.every((table) => {
    const [left, right] = [x[table] as Map<string, object>, y[table] as Map<string, object>];
    if (left.size !== right.size) return false;
    for (const [id, row] of left) if (row !== right.get(id) && !isSameRow(row, right.get(id))) return false;
    return true;
  });
}

function isSameRow(x: object, y: object | undefined): boolean {
  if (y === undefined) return false;
  const [left, right] = [x as Record<string, unknown>, y as Record<string, unknown>];
  for (const key in left) {
    const [a, b] = [left[key], right[key]];
    if (a !== b && !(typeof a === "object" && isDeepStrictEqual(a, b))) return false;
  }
  return Object.keys(left).length === Object.keys(right).length;
}

export interface RunCounts {
  steps: number;
  refusals: number;
  byType: Record<string, number>;
  byNotice: Record<string, number>;
  byReason: Record<string, number>;
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

export interface RunOptions {
  seed: number;
  events: number;
  step: Step;
  /** A second, independent copy that steps too; its standing may not be faulty. */
  standing?: RoutingState["index"]["standingOf"];
  counts: RunCounts;
  /** Also the twin, the way through JSON, and a comparison of all copies after every event; left out: yes. */
  isWithTwin?: boolean;
}

/** How often the indexes are recounted, in events; a recount looks at every row. */
const RECOUNT_EVERY = { withTwin: 50, alone: 125 };

/**
 * One seed, with every invariant after every event. `decider` steps; `follower` gets the outcomes, with the twin
 * through JSON, as another node does. `twin` steps the same events, half-way rebuilt from rows. All stay the same.
 */
export function checkSeed({ seed, events, step, standing, counts, isWithTwin = true }: RunOptions): void {
  const fresh = () => rebuild(emptyRows(seed), standing);
  const decider = fresh();
  const follower = fresh();
  let twin = isWithTwin ? fresh() : null;
  const every = isWithTwin ? RECOUNT_EVERY.withTwin : RECOUNT_EVERY.alone;
  const shop = new RandomShop(seed);
  for (let i = 0; i < events; i += 1) {
    const event = shop.next(decider);
    const result = step(decider, event);
    counts.steps += 1;
    count(counts.byType, event.type);
    const told = twin === null ? "" : JSON.stringify(result);
    if (twin !== null) {
      const again = JSON.stringify(step(twin, JSON.parse(JSON.stringify(event))));
      hold(again === told, "same-events-same-result", `event ${event.id}`);
    }
    if (result.ok) {
      assertTransition(follower, event, result.outcome, decider);
      applyOutcome(follower, twin === null ? result.outcome : (JSON.parse(told) as { outcome: Outcome }).outcome);
      for (const { type } of result.outcome.notices) count(counts.byNotice, type);
      for (const { about, why } of result.outcome.reasons) count(counts.byReason, `${about}:${why}`);
    } else {
      counts.refusals += 1;
      count(counts.byNotice, `refused:${result.code}`);
    }
    if (twin !== null) hold(areSame(decider, follower), "outcome-is-the-change", `event ${event.id} ${event.type}`);
    // A refusal changes nothing: with the twin that is looked at, alone the comparison at the end would tell.
    if (result.ok || twin !== null) {
      assertInvariants(decider, result.ok && event.type === "tick");
      const earliest = deadlinesIn(decider).reduce((least, at) => Math.min(least, at), Infinity);
      hold((nextDeadline(decider) ?? Infinity) === earliest, "next-deadline", `event ${event.id}`);
    }
    if (i % every === every - 1) {
      assertIndexes(decider);
      if (twin !== null) assertIndexes(follower);
    }
    if (twin !== null && i === events >> 1) twin = rebuild(JSON.parse(JSON.stringify(snapshotRows(decider))), standing);
  }
  const rows = snapshotRows(decider);
  hold(isDeepStrictEqual(snapshotRows(rebuild(rows)), rows), "rebuild-is-the-same", "");
  hold(areSame(decider, follower), "outcome-is-the-change", "end");
  if (twin !== null) hold(areSame(decider, twin), "same-events-same-result", "end");
}

export function noCounts(): RunCounts {
  return { steps: 0, refusals: 0, byType: {}, byNotice: {}, byReason: {} };
}
