/** How long after the end of a cause every open page shows what had been committed before that end. */
import type { Database } from "#server/store/database.ts";
import type { AgentPage, CustomerPage } from "./page.ts";
import { grouped } from "../check/grouped.ts";
import type { Swarm } from "./swarm.ts";
import type { Fault } from "../world/faults.ts";

export interface Heal {
  fault: string;
  /** Of each client that was not closed on purpose meanwhile, ms. */
  timesMs: number[];
  /** Clients that did not become whole in time. */
  open: string[];
  /** The last one to be whole. */
  slowest: string | null;
  /** What the first few who took longer than most may still lacked at that moment, for whoever reads along. */
  slow: string[];
  /** From the end of the cause to the next acknowledged accept; null when there was none. */
  firstAssignmentMs: number | null;
}

interface Head {
  id: string;
  customer_id: string;
  assignee_id: string | null;
  seq: number;
  public_seq: number;
}

export interface Heads {
  conversations: readonly Head[];
  desks: ReadonlyMap<string, number>;
}

const LOOK_MS = 50;
const SLOW_ONES = 3;
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** What is committed now; asks until the database answers. */
export async function readHeads(database: Database): Promise<Heads> {
  for (let tries = 1; ; tries += 1) {
    try {
      const [conversations, desks] = await Promise.all([
        database.main.query<Head>(
          `SELECT id, customer_id, CASE WHEN state = 'served' THEN assignee_id END AS assignee_id, seq, public_seq FROM conversations
            WHERE state <> 'closed' OR closed_at > now() - interval '2 minutes'`,
        ),
        database.main.query<{ id: string; desk_seq: number }>("SELECT id, desk_seq FROM staff"),
      ]);
      return {
        conversations: conversations.rows,
        desks: new Map(desks.rows.map((row) => [row.id, row.desk_seq])),
      };
    } catch (error) {
      if (tries > 100) throw error;
      await pause(100);
    }
  }
}

/** What this page does not show yet of what was committed; null when nothing. */
function threadLacks(page: CustomerPage, heads: readonly Head[]): string | null {
  const thread = page.thread();
  if (thread === undefined) return "the thread";
  for (const { id, public_seq: head } of heads) {
    const log = thread.logs[id];
    // Older than what the page holds: history, read on demand.
    if (log === undefined ? head > 0 && !thread.hasEarlier : log.last < head)
      return `${id} at ${log?.last ?? "nothing"} of ${head}`;
  }
  return null;
}

function deskLacks(page: AgentPage, deskSeq: number, heads: readonly Head[]): string | null {
  const desk = page.desk();
  if (desk === undefined || desk.seq < deskSeq) return `the desk at ${desk?.seq ?? "nothing"} of ${deskSeq}`;
  for (const { id, seq } of heads) {
    // Given away since.
    if (!desk.conversations.some((view) => view.id === id)) continue;
    const open = page.conversation(id);
    if (open === undefined || open.log.last < seq) return `${id} at ${open?.log.last ?? "nothing"} of ${seq}`;
  }
  return null;
}

/** Who was away already when a cause began: what it does to them cannot be told from what was done before. */
export const awayNow = (swarm: Swarm): ReadonlySet<string> =>
  new Set(swarm.people.filter((person) => person.isOpen && !person.isWhole()).map(({ name }) => name));

export async function watchHealing(
  swarm: Swarm,
  wereAway: ReadonlySet<string>,
  heads: Heads,
  { name: fault, limitMs }: Pick<Fault, "name" | "limitMs">,
  endedAt: number,
): Promise<Heal> {
  const heal: Heal = { fault, timesMs: [], open: [], slowest: null, slow: [], firstAssignmentMs: null };
  const patienceMs = Math.max(2 * limitMs.max, 10_000);
  const byCustomer = grouped(heads.conversations, (head) => head.customer_id);
  const byAgent = grouped(heads.conversations, (head) => head.assignee_id ?? "");
  let left: { name: string; isOpen(): boolean; lacks(): string | null }[] = [
    ...swarm.customers.map((person) => ({
      name: person.name,
      isOpen: () => person.isOpen,
      lacks: () => person.page && threadLacks(person.page, byCustomer.get(person.customer.customerId) ?? []),
    })),
    ...swarm.agents.map((person) => ({
      name: person.name,
      isOpen: () => person.isOpen,
      lacks: () =>
        person.page &&
        deskLacks(person.page, heads.desks.get(person.person.staffId) ?? 0, byAgent.get(person.person.staffId) ?? []),
    })),
  ].filter((each) => each.isOpen() && !wereAway.has(each.name));
  for (;;) {
    const now = performance.now();
    if (now - endedAt > limitMs.p95 && heal.slow.length === 0)
      heal.slow = left.slice(0, SLOW_ONES).map(({ name, lacks }) => `${name} lacks ${lacks()}: ${waitingOf(swarm)}`);
    left = left.filter((each) => {
      if (!each.isOpen()) return false;
      if (each.lacks() !== null) return true;
      heal.timesMs.push(now - endedAt);
      heal.slowest = each.name;
      return false;
    });
    heal.firstAssignmentMs ??= firstAfter(swarm.ledger.acceptedAt, endedAt);
    if (left.length === 0 || now - endedAt > patienceMs) break;
    await pause(LOOK_MS);
  }
  for (const { name } of left) {
    heal.open.push(name);
    heal.slowest = name;
    heal.timesMs.push(performance.now() - endedAt);
  }
  return heal;
}

/** Words on their way in all pages that have been tried in vain: a reader may wait for one of them. */
function waitingOf(swarm: Swarm): string {
  const tried = swarm.people.flatMap((person) =>
    person.waiting().flatMap(({ code, attempts }) => (attempts > 0 ? [`${person.name} ${code} ${attempts}x`] : [])),
  );
  return tried.length === 0 ? "nothing waits" : `${tried.length} wait: ${tried.slice(0, SLOW_ONES).join(", ")}`;
}

export function firstAfter(times: readonly number[], at: number): number | null {
  const found = times.findLast((time) => time <= at);
  const index = found === undefined ? 0 : times.lastIndexOf(found) + 1;
  const first = times[index];
  return first === undefined ? null : Math.round(first - at);
}
