import { v7 as uuidv7 } from "uuid";
import { ensureSite } from "#prisma/seed.ts";
import { snapshotRows } from "#server/routing/rows.ts";
import type { Change } from "#server/routing/outcome.ts";
import type { RoutingState } from "#server/routing/state.ts";
import { takeCheckpoint } from "#server/store/checkpoints.ts";
import { inSnapshot, inTransaction, type Database, type Sql } from "#server/store/database.ts";
import { writeChanges } from "#server/store/routing-rows.ts";
import type { Conversation, CrowdedShop } from "./shop-size.ts";

const PAGE = 5_000;

/**
 * Puts a shop that the engine made into the database as if it had grown there: staff, customers, conversations with two
 * messages each, the engine's rows, the journal's head and a checkpoint to verify from.
 */
export async function seedShop(database: Database, shop: CrowdedShop, state: RoutingState): Promise<string> {
  const sql = database.main;
  const siteId = await ensureSite(database);
  await sql.query(
    `INSERT INTO staff (id, email, name, roles, password_hash, must_change_password, capacity)
      SELECT id, id || '@shop.example', 'Agent ' || right(id::text, 4), '{agent}', '', false, 5 FROM unnest($1::uuid[]) AS x(id)`,
    [shop.agentIds],
  );
  for (const [at, team] of shop.teams.entries()) {
    await sql.query("INSERT INTO teams (id, site_id, name, languages, is_default) VALUES ($1, $2, $3, '{}', $4)", [
      team.id,
      siteId,
      `Team ${at + 1}`,
      at === 0,
    ]);
    await sql.query("INSERT INTO team_members (team_id, staff_id) SELECT $1, unnest($2::uuid[])", [
      team.id,
      team.agentIds,
    ]);
  }
  await addConversations(sql, siteId, [...shop.served, ...shop.waiting]);
  await sql.query(
    `UPDATE conversations c SET state = x.state, assignee_id = x.assignee, team_id = x.team, handed_off_at = now(), turn = 'agent', turn_seq = 1
      FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[]) AS x(id, state, assignee, team) WHERE c.id = x.id`,
    columnsOf([...state.conversations.values()], (row) => [
      row.id,
      row.state === "assigned" ? "served" : "waiting",
      row.assigneeId,
      row.teamId,
    ]),
  );
  await inTransaction(sql, (client) => writeState(client, state));
  await inSnapshot(sql, takeCheckpoint);
  return siteId;
}

/** Customers with an open conversation that the library serves, two messages in it. */
export async function addConversations(
  sql: Sql,
  siteId: string,
  conversations: readonly Pick<Conversation, "id" | "customerId">[],
): Promise<void> {
  for (let from = 0; from < conversations.length; from += PAGE) {
    const [ids, customerIds] = columnsOf(conversations.slice(from, from + PAGE), (each) => [each.id, each.customerId]);
    await sql.query("INSERT INTO customers (id, site_id) SELECT unnest($2::uuid[]), $1", [siteId, customerIds]);
    await sql.query(
      `INSERT INTO conversations (id, site_id, customer_id, state, seq, public_seq, turn_seq, last_text, last_author_kind)
        SELECT id, $1, customer_id, 'library', 2, 2, 1, 'When will my order arrive?', 'customer'
        FROM unnest($2::uuid[], $3::uuid[]) AS x(id, customer_id)`,
      [siteId, ids, customerIds],
    );
    await sql.query(
      `INSERT INTO items (conversation_id, seq, public_seq, id, kind, author_kind, author_id, client_id, body_hash, data, created_at)
        SELECT x.id, n, n, uuidv7(), 'message', CASE n WHEN 1 THEN 'customer' ELSE 'library' END, x.customer_id, gen_random_uuid(), '',
          '{"text":"When will my order arrive?","picture":null,"reply":null,"requestId":null,"answerId":null,"auto":null}', now()
        FROM unnest($1::uuid[], $2::uuid[]) AS x(id, customer_id), generate_series(1, 2) n`,
      [ids, customerIds],
    );
  }
}

/** People who have not come yet, with conversations of their own; ids as the product makes them. */
export async function addNewcomers(sql: Sql, siteId: string, teamIds: readonly string[], count: number) {
  const made = Array.from(
    { length: count },
    (_, at): Conversation => ({ id: uuidv7(), customerId: uuidv7(), teamId: teamIds[at % teamIds.length] ?? "" }),
  );
  await addConversations(sql, siteId, made);
  return made;
}

async function writeState(sql: Sql, state: RoutingState): Promise<void> {
  const rows = snapshotRows(state);
  const changes = [
    ...rows.teams.map((row) => ({ kind: "team", id: row.id, row, ended: null })),
    ...rows.agents.map((row) => ({ kind: "agent", id: row.id, row, ended: null })),
    ...rows.conversations.map((row) => ({ kind: "conversation", id: row.id, row, ended: null })),
    ...rows.entries.map((row) => ({ kind: "entry", id: row.id, row, ended: null })),
    ...rows.assignments.map((row) => ({ kind: "assignment", id: row.id, row, ended: null })),
    { kind: "settings", id: "settings", row: rows.settings, ended: null },
  ] as Change[];
  for (let from = 0; from < changes.length; from += PAGE) await writeChanges(sql, changes.slice(from, from + PAGE), []);
  await sql.query("UPDATE journal_head SET seq = $1, at = $2", [rows.meta.seq, new Date(rows.meta.at)]);
}

/** One list per column. */
function columnsOf<R>(rows: readonly R[], read: (row: R) => unknown[]): unknown[][] {
  const columns: unknown[][] = [];
  for (const row of rows) read(row).forEach((value, at) => (columns[at] ??= []).push(value));
  return columns;
}
