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
}

export interface RunOptions {
  seed: number;
  events: number;
  step: Step;
  /** A second, independent copy that steps too; its standing may not be faulty. */
  standing?: RoutingState["index"]["standingOf"];
  counts: RunCounts;
}

/**
 * One seed. `decider` steps; `follower` gets the outcomes through JSON, as another node does;
 * `twin` steps the same events, half-way rebuilt from rows. All three stay the same.
 */
export function checkSeed({ seed, events, step, standing, counts }: RunOptions): void {
  const fresh = () => rebuild(emptyRows(seed), standing);
  const decider = fresh();
  const follower = fresh();
  let twin = fresh();
  const shop = new RandomShop(seed);
  for (let i = 0; i < events; i += 1) {
    const event = shop.next(decider);
    const result = step(decider, event);
    const told = JSON.stringify(result);
    hold(
      JSON.stringify(step(twin, JSON.parse(JSON.stringify(event)))) === told,
      "same-events-same-result",
      `event ${event.id}`,
    );
    counts.steps += 1;
    counts.byType[event.type] = (counts.byType[event.type] ?? 0) + 1;
    if (result.ok) {
      assertTransition(follower, event, result.outcome, decider);
      applyOutcome(follower, (JSON.parse(told) as { outcome: Outcome }).outcome);
      for (const { type } of result.outcome.notices) counts.byNotice[type] = (counts.byNotice[type] ?? 0) + 1;
    } else {
      counts.refusals += 1;
      counts.byNotice[`refused:${result.code}`] = (counts.byNotice[`refused:${result.code}`] ?? 0) + 1;
    }
    hold(areSame(decider, follower), "outcome-is-the-change", `event ${event.id} ${event.type}`);
    assertInvariants(decider, result.ok && event.type === "tick");
    const earliest = Math.min(...deadlinesIn(decider));
    hold((nextDeadline(decider) ?? Infinity) === earliest, "next-deadline", `event ${event.id}`);
    if (i % 50 === 49) {
      assertIndexes(decider);
      assertIndexes(follower);
    }
    if (i === events >> 1) twin = rebuild(JSON.parse(JSON.stringify(snapshotRows(decider))), standing);
  }
  hold(
    isDeepStrictEqual(snapshotRows(rebuild(snapshotRows(decider))), snapshotRows(decider)),
    "rebuild-is-the-same",
    "",
  );
  hold(areSame(decider, twin), "same-events-same-result", "end");
}

export function noCounts(): RunCounts {
  return { steps: 0, refusals: 0, byType: {}, byNotice: {} };
}
