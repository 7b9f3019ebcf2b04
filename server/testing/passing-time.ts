/** Time in tests on a real database: what is due is waited for by the database's clock, so lengths are set to some ms. */
import type { Notice } from "../routing/outcome.ts";
import { nextDeadline } from "../routing/queries.ts";
import type { Database } from "../store/database.ts";
import type { Dispatcher } from "../runtime/dispatcher.ts";

interface Node {
  database: Database;
  dispatcher: Dispatcher;
}

/** Returns once the database's clock is past `at` (epoch ms). */
export async function untilPast({ database }: Pick<Node, "database">, at: number): Promise<void> {
  const instant = new Date(at);
  for (;;) {
    // The server waits for its own clock: asking it over and over would take the time of whoever else tests here.
    await database.main.query("SELECT pg_sleep_until($1)", [instant]);
    const found = await database.main.query<{ past: boolean }>("SELECT clock_timestamp() > $1 AS past", [instant]);
    if (found.rows[0]?.past === true) return;
  }
}

/** Waits for the next deadline and lets it be dealt with. Returns what was told; nothing when nothing will fall due. */
export async function tickNext(node: Node): Promise<readonly Notice[]> {
  const next = nextDeadline(node.dispatcher.state);
  if (next === null) return [];
  await untilPast(node, next);
  return (await node.dispatcher.dispatch({ type: "tick", turnSeqs: {} })).notices;
}

/** Ticks until something was told that `isEnough`; throws when nothing more will fall due, or after `most` ticks. */
export async function tickUntil(node: Node, isEnough: (notice: Notice) => boolean, most = 50): Promise<Notice[]> {
  const told: Notice[] = [];
  for (let count = 0; count < most; count += 1) {
    if (nextDeadline(node.dispatcher.state) === null) break;
    const notices = await tickNext(node);
    told.push(...notices);
    if (notices.some(isEnough)) return told;
  }
  throw new Error(`it did not come; told were: ${told.map(({ type }) => type).join(", ")}`);
}
