import { expect } from "vitest";
import type { DeskChange } from "../contract/views.ts";
import { loadOf } from "../routing/holdings.ts";
import { assertInvariants } from "../routing/invariants.ts";
import { snapshotRows } from "../routing/rows.ts";
import type { RoutingState } from "../routing/state.ts";
import { verifyRouting } from "../runtime/verify.ts";
import { inSnapshot, type Database, type Sql } from "../store/database.ts";
import { readStateRows } from "../store/routing-rows.ts";

/** Memory, rows and replay of the journal are deep-equal. Every copy given must have caught up. */
export async function expectSameEverywhere(database: Database, ...states: RoutingState[]): Promise<void> {
  const rows = await inSnapshot(database.main, readStateRows);
  for (const state of states) {
    expect(snapshotRows(state)).toEqual(rows);
    assertInvariants(state);
  }
  expect(await verifyRouting(database.main)).toMatchObject({ isSame: true, differences: [], seq: rows.meta.seq });
}

/**
 * What the engine decided is what conversations, logs and desks say: states and assignees, logs without holes whose items
 * tell the same story, desks that hold exactly the agent's chats and offers, and the load they were last told.
 */
export async function expectConsistent(sql: Sql, state: RoutingState): Promise<void> {
  await expectConversations(sql, state);
  await expectLogs(sql);
  await expectDesks(sql, state);
  const doubles = await sql.query(`SELECT event_id FROM journal GROUP BY event_id HAVING count(*) > 1`);
  expect(doubles.rows).toEqual([]);
}

async function expectConversations(sql: Sql, state: RoutingState): Promise<void> {
  const found = await sql.query<{ id: string; state: string; assignee_id: string | null; active: string | null }>(
    `SELECT c.id, c.state, CASE WHEN c.state <> 'closed' THEN c.assignee_id END AS assignee_id, a.agent_id AS active
      FROM conversations c LEFT JOIN assignments a ON a.conversation_id = c.id AND a.ended_at IS NULL`,
  );
  for (const row of found.rows) {
    const held = state.conversations.get(row.id);
    const expected = held === undefined ? null : held.state === "assigned" ? "served" : "waiting";
    expect({
      id: row.id,
      isHeld: ["served", "waiting"].includes(row.state) ? row.state : null,
      assignee: row.assignee_id,
      active: row.active,
    }).toEqual({
      id: row.id,
      isHeld: expected,
      assignee: held?.assigneeId ?? null,
      active: held?.assigneeId ?? null,
    });
  }
  expect([...state.conversations.keys()].filter((id) => !found.rows.some((row) => row.id === id))).toEqual([]);
}

interface LogRow {
  id: string;
  seq: number;
  public_seq: number;
  state: string;
  assignee_id: string | null;
  items: { seq: number; publicSeq: number | null; kind: string; at: string; agentId: string | null }[];
}

async function expectLogs(sql: Sql): Promise<void> {
  const found = await sql.query<LogRow>(
    `SELECT c.id, c.seq, c.public_seq, c.state, c.assignee_id, jsonb_agg(jsonb_build_object('seq', i.seq, 'publicSeq', i.public_seq, 'kind', i.kind, 'at', i.created_at,
      'agentId', i.data->>'agentId') ORDER BY i.seq) AS items FROM conversations c JOIN items i ON i.conversation_id = c.id GROUP BY c.id`,
  );
  for (const { items, ...row } of found.rows) {
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, at) => at + 1));
    expect(items.at(-1)?.seq).toBe(row.seq);
    const publics = items.flatMap(({ publicSeq }) => (publicSeq === null ? [] : [publicSeq]));
    expect(publics).toEqual(publics.map((_, at) => at + 1));
    expect(publics.length).toBe(row.public_seq);
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
    let serving: string | null = null;
    let isClosed = false;
    for (const { kind, agentId } of items) {
      if (kind === "assigned") serving = agentId;
      if (kind === "unassigned" || kind === "queued") serving = null;
      // Notes, outcomes and ratings may follow a close; nothing that moves a conversation may.
      if (isClosed) expect(["note", "outcome", "rating", "feedback"]).toContain(kind);
      if (kind === "closed") isClosed = true;
    }
    expect({ id: row.id, isClosed }).toEqual({ id: row.id, isClosed: row.state === "closed" });
    if (row.state === "served") expect({ id: row.id, serving }).toEqual({ id: row.id, serving: row.assignee_id });
  }
}

async function expectDesks(sql: Sql, state: RoutingState): Promise<void> {
  const found = await sql.query<{
    id: string;
    desk_seq: number;
    changes: { seq: number; change: DeskChange }[] | null;
  }>(
    `SELECT s.id, s.desk_seq, (SELECT jsonb_agg(jsonb_build_object('seq', d.seq, 'change', d.change) ORDER BY d.seq) FROM desk_items d WHERE d.staff_id = s.id) AS changes FROM staff s`,
  );
  for (const row of found.rows) {
    const changes = row.changes ?? [];
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, at) => row.desk_seq - changes.length + at + 1));
    const chats = new Set<string>();
    const offers = new Set<string>();
    let load: number | null = null;
    for (const { change } of changes) {
      if (change.kind === "conversation_taken") chats.add(change.conversation.id);
      if (change.kind === "conversation_gone") chats.delete(change.conversationId);
      if (change.kind === "offer_made") offers.add(change.offer.id);
      if (change.kind === "offer_ended") offers.delete(change.offerId);
      if (change.kind === "state") load = change.load;
    }
    const agent = state.agents.get(row.id);
    if (agent === undefined) continue;
    const held = [...state.assignments.values()]
      .filter(({ agentId }) => agentId === row.id)
      .map(({ conversationId }) => conversationId);
    const asked = [...state.offers.values()].filter(({ agentId }) => agentId === row.id).map(({ id }) => id);
    expect({ id: row.id, chats: [...chats].toSorted(), offers: [...offers].toSorted(), load: load ?? 0 }).toEqual({
      id: row.id,
      chats: held.toSorted(),
      offers: asked.toSorted(),
      load: loadOf(state, row.id),
    });
  }
}
