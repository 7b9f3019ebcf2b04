import { verifyRouting } from "#server/runtime/verify.ts";
import type { Database } from "#server/store/database.ts";
import { breachesOf, say, wait, withScene, type Scene } from "./scene.ts";

const WAITING = 1_000;
const AGENTS = 50;
const CAPACITY = 5;
const SEATS = AGENTS * CAPACITY;

/**
 * L4: 1,000 people wait, 50 agents with five seats each come online at once and accept every offer as it comes. One more
 * agent, whose seats are taken by five more customers, is there from the start: with nobody at all there is no line.
 */
export function runRush() {
  return withScene({ customers: WAITING + CAPACITY, agents: AGENTS + 1, capacity: CAPACITY }, async (scene) => {
    await scene.people.ask("connect");
    await scene.people.ask("serve", { from: 0, to: 1, count: 0 });
    await scene.people.ask("queue");
    await scene.people.ask("taken", { count: CAPACITY });
    const waiting = await countWaiting(scene.database);
    say(`${waiting} people wait`);
    const served = await scene.people.ask<{ taken: number; tookMs: number | null }>("serve", {
      from: 1,
      to: AGENTS + 1,
      count: SEATS,
    });
    say(`${served.taken} assigned in ${Math.round(served.tookMs ?? Number.NaN)} ms`);
    const positionsMs = await untilPlacesAreRight(scene);
    const assignedMs = served.tookMs === null ? null : Math.round(served.tookMs);
    const order = await orderFaults(scene.database);
    const verified = await verifyRouting(scene.database.main);
    const faults = (await scene.people.ask<{ faults: Record<string, number> }>("faults")).faults;
    const perSecond = assignedMs === null ? null : Math.round((1_000 * SEATS) / assignedMs);
    const line = {
      bench: "load L4",
      waiting,
      assigned: served.taken,
      assignedMs,
      assignmentsPerSecond: perSecond,
      positionsRightMs: positionsMs,
      ...order,
      isVerified: verified.isSame,
      faults,
      othersCpuPercent: scene.othersCpuPercent(),
    };
    return {
      line,
      breaches: [
        ...breachesOf([
          { name: "waiting", value: waiting, atLeast: WAITING },
          { name: "assigned", value: served.taken, atLeast: SEATS, atMost: SEATS },
          { name: "assignedMs", value: assignedMs, atMost: 5_000 },
          { name: "assignmentsPerSecond", value: perSecond, atLeast: 100 },
          { name: "positionsRightMs", value: positionsMs, atMost: 2_000 },
          { name: "servedBeforeTheirTurn", value: order.servedBeforeTheirTurn, atMost: 0 },
          { name: "offersOutOfOrder", value: order.offersOutOfOrder, atMost: 0 },
          { name: "overCapacity", value: order.overCapacity, atMost: 0 },
          { name: "doubleOwners", value: order.doubleOwners, atMost: 0 },
        ]),
        ...(verified.isSame ? [] : [`rows and journal differ: ${verified.differences.join(", ")}`]),
      ],
    };
  });
}

async function countWaiting({ main }: Database): Promise<number> {
  const { rows } = await main.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM queue_entries WHERE ended_at IS NULL",
  );
  return rows[0]?.count ?? 0;
}

/** Time from the last assignment until every waiting page shows its true place; null when that takes longer than 10 s. */
async function untilPlacesAreRight({ database, people }: Scene): Promise<number | null> {
  const startedAt = performance.now();
  const { rows } = await database.main.query<{ conversation_id: string }>(
    "SELECT conversation_id FROM queue_entries WHERE ended_at IS NULL ORDER BY key, entered_at, id",
  );
  const places = new Map(rows.map((row, at) => [row.conversation_id, at + 1]));
  while (performance.now() - startedAt < 10_000) {
    const { positions } = await people.ask<{ positions: [string, number][] }>("positions");
    const shown = new Map(positions);
    if ([...places].every(([id, place]) => shown.get(id) === place)) return Math.round(performance.now() - startedAt);
    await wait(50);
  }
  return null;
}

/** Breaches of order and ownership, counted in the rows. */
async function orderFaults({ main }: Database) {
  const count = async (text: string): Promise<number> =>
    (await main.query<{ count: number }>(`SELECT count(*)::int AS count FROM (${text}) x`)).rows[0]?.count ?? -1;
  return {
    servedBeforeTheirTurn: await count(
      "SELECT 1 FROM assignments a WHERE EXISTS (SELECT 1 FROM queue_entries e WHERE e.ended_at IS NULL AND e.key < a.entry_key)",
    ),
    offersOutOfOrder: await count(
      `SELECT 1 FROM (SELECT e.key, lag(e.key) OVER (ORDER BY o.created_at, e.key) AS before FROM offers o JOIN queue_entries e ON e.id = o.entry_id) x WHERE x.before > x.key`,
    ),
    overCapacity: await count(
      "SELECT a.agent_id FROM assignments a JOIN staff s ON s.id = a.agent_id WHERE a.ended_at IS NULL GROUP BY a.agent_id, s.capacity HAVING count(*) > s.capacity",
    ),
    doubleOwners: await count(
      "SELECT conversation_id FROM assignments WHERE ended_at IS NULL GROUP BY conversation_id HAVING count(*) > 1",
    ),
  };
}
