/** What every page shows, against the database: logs, chapters, desks, the board. */
import { hasHole } from "#components/realtime/stream-log.ts";
import { threadItems } from "#components/realtime/customer-state.ts";
import type { Database } from "#server/store/database.ts";
import type { SwarmAgent } from "../swarm/agent.ts";
import type { SwarmCustomer } from "../swarm/customer.ts";
import { textOf } from "../swarm/display.ts";
import type { SwarmSupervisor } from "../swarm/supervisor.ts";
import type { Swarm } from "../swarm/swarm.ts";
import { readBoardCounts, type BoardCounts } from "./board-counts.ts";
import { readStored, type Stored } from "./stored.ts";

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Looks again until every view has been right once, at most this long; what was wrong at the last look of the others. */
export async function compareViews(database: Database, swarm: Swarm, patienceMs: number): Promise<string[]> {
  const until = performance.now() + patienceMs;
  let left: ((stored: Stored) => string[])[] = [
    ...swarm.customers.map((person) => (stored: Stored) => customerDifferences(person, stored)),
    ...swarm.agents.map((person) => (stored: Stored) => agentDifferences(person, stored)),
  ];
  for (;;) {
    const stored = await readStored(database.main);
    const wrong: string[] = [];
    left = left.filter((look) => {
      const differences = look(stored);
      wrong.push(...differences);
      return differences.length > 0;
    });
    if (left.length === 0 || performance.now() > until) return wrong;
    await pause(200);
  }
}

/** The same for the supervisor's board. */
export async function compareBoard(database: Database, swarm: Swarm, patienceMs: number): Promise<string[]> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const wrong = boardDifferences(swarm.supervisor, await readBoardCounts(database.main));
    if (wrong.length === 0 || performance.now() > until) return wrong;
    await pause(100);
  }
}

const customerDifferences = (person: SwarmCustomer, stored: Stored): string[] => {
  const found = customerDifference(person, stored);
  return found === null ? [] : [found];
};

function customerDifference({ name, page, customer }: SwarmCustomer, stored: Stored): string | null {
  if (page === null) return null;
  const thread = page.thread();
  const chapters = stored.conversationsOf.get(customer.customerId) ?? [];
  const rows = chapters.flatMap(({ id }) =>
    (stored.itemsOf.get(id) ?? []).filter(({ publicSeq }) => publicSeq !== null),
  );
  if (thread === undefined) return rows.length === 0 ? null : `${name} shows nothing of ${rows.length} items`;
  const shown = threadItems(thread);
  if (shown.length > rows.length) return `${name} shows ${shown.length} of ${rows.length} items`;
  if (shown.length < rows.length && !thread.hasEarlier)
    return `${name} shows ${shown.length} of ${rows.length} items, and says that is all`;
  const expected = rows.slice(rows.length - shown.length);
  for (const [at, row] of expected.entries()) {
    const item = shown[at];
    if (item?.id !== row.id || item.seq !== row.publicSeq || item.kind !== row.kind || textOf(item) !== row.text)
      return `${name} shows ${item?.seq} of ${item?.conversationId} where ${row.publicSeq} of ${row.conversationId} belongs`;
  }
  const last = chapters.at(-1);
  const head = thread.conversations.at(-1);
  if (last?.id !== head?.id) return `${name} is in another chapter`;
  if (
    last !== undefined &&
    head !== undefined &&
    (last.state !== head.state || last.publicSeq !== head.headSeq || last.isRated !== head.isRated)
  )
    return `${name} sees ${head.id} ${head.state} at ${head.headSeq}, it is ${last.state} at ${last.publicSeq}`;
  return null;
}

function agentDifferences({ name, page, person }: SwarmAgent, stored: Stored): string[] {
  const desk = page?.desk();
  if (page === null || desk === undefined) return [];
  const wrong: string[] = [];
  if (desk.seq !== stored.desks.get(person.staffId))
    wrong.push(`${name}'s desk is at ${desk.seq} of ${stored.desks.get(person.staffId)}`);
  const own = stored.assignments.filter(({ agentId, endedAt }) => agentId === person.staffId && endedAt === null);
  const mine = own.map(({ conversationId }) => conversationId).sort();
  const held = desk.conversations.map(({ id }) => id as string).sort();
  if (mine.join() !== held.join()) wrong.push(`${name}'s desk has ${held.length} chats of ${mine.length}`);
  const offered = [...stored.offers].filter(
    ([, { state, agentId }]) => state === "pending" && agentId === person.staffId,
  );
  if (
    offered
      .map(([id]) => id)
      .sort()
      .join() !==
    desk.offers
      .map(({ id }) => id as string)
      .sort()
      .join()
  )
    wrong.push(`${name}'s desk has ${desk.offers.length} offers of ${offered.length}`);
  if (desk.load !== own.length + offered.length)
    wrong.push(`${name}'s desk says load ${desk.load}, it is ${own.length + offered.length}`);
  for (const { id, open } of page.conversations()) {
    const rows = (stored.itemsOf.get(id) ?? []).filter(({ seq }) => seq > open.log.floor);
    const isSame =
      !hasHole(open.log) &&
      rows.length === open.log.items.length &&
      rows.every((row, at) => {
        const item = open.log.items[at];
        return item?.id === row.id && item.seq === row.seq && item.kind === row.kind && textOf(item) === row.text;
      });
    const isOwn = mine.includes(id);
    if (!isSame)
      wrong.push(
        `${name} shows ${open.log.items.length} of ${rows.length} items of ${isOwn ? "their" : "another's"} ${id}`,
      );
    const row = stored.conversations.get(id);
    if (row !== undefined && open.conversation.state !== row.state)
      wrong.push(`${name} sees ${id} ${open.conversation.state}, it is ${row.state}`);
  }
  for (const id of mine) if (page.conversation(id) === undefined) wrong.push(`${name} has not opened their ${id}`);
  return wrong;
}

function boardDifferences({ name, page }: SwarmSupervisor, counts: BoardCounts): string[] {
  const board = page?.board();
  if (board === undefined) return page === null ? [] : [`${name} has no board`];
  const wrong: string[] = [];
  const shown = new Map(board.agents.map(({ id, load }) => [id as string, load]));
  for (const [id, load] of counts.loads)
    if (shown.get(id) !== load) wrong.push(`the board says load ${shown.get(id)} of ${id}, it is ${load}`);
  for (const team of board.teams)
    if (team.waiting !== (counts.waiting.get(team.id) ?? 0))
      wrong.push(`the board says ${team.waiting} wait for ${team.name}, it is ${counts.waiting.get(team.id) ?? 0}`);
  if (board.served.length !== Math.min(100, counts.served))
    wrong.push(`the board shows ${board.served.length} served of ${counts.served}`);
  if (board.openRequests !== counts.openRequests)
    wrong.push(`the board says ${board.openRequests} requests, it is ${counts.openRequests}`);
  return wrong;
}
