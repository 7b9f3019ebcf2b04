import type { Change, Reason } from "../routing/outcome.ts";
import {
  DEFAULT_SETTINGS,
  type AgentRow,
  type AssignmentRow,
  type ConversationRow,
  type EntryRow,
  type OfferRow,
  type SettingsRow,
  type StateRows,
  type TeamRow,
} from "../routing/state.ts";
import { readHead } from "./journal.ts";
import type { Sql } from "./database.ts";

/**
 * The engine's rows in the database: written only inside the dispatcher's transaction, read back whole in one
 * repeatable-read snapshot. Living rows have `ended_at` null; the others are history.
 */

type ColumnType = "uuid" | "uuid[]" | "text" | "int" | "float8" | "bool" | "jsonb" | "timestamptz";
interface Table {
  name: string;
  columns: Record<string, ColumnType>;
  /** Rows that end stay in the table with `ended_at`; the others are deleted. */
  isHistory: boolean;
}

const tables = {
  team: {
    name: "routing_teams",
    columns: {
      id: "uuid",
      agentIds: "uuid[]",
      offerMs: "int",
      isAutoAccept: "bool",
      maxWaiting: "int",
      thresholds: "jsonb",
    },
    isHistory: false,
  },
  agent: {
    name: "routing_agents",
    columns: {
      id: "uuid",
      capacity: "int",
      isEnabled: "bool",
      availability: "text",
      busyReason: "text",
      availabilityAt: "timestamptz",
      presentOn: "uuid[]",
      goneAt: "timestamptz",
      graceUntil: "timestamptz",
      idleSince: "timestamptz",
      servedCount: "int",
      overBy: "int",
    },
    isHistory: false,
  },
  conversation: {
    name: "routing_conversations",
    columns: {
      id: "uuid",
      customerId: "uuid",
      teamId: "uuid",
      state: "text",
      assigneeId: "uuid",
      turn: "text",
      turnSince: "timestamptz",
      turnSeq: "int",
      customerPresentOn: "uuid[]",
      customerGoneAt: "timestamptz",
      customerGraceUntil: "timestamptz",
      quietWarnAt: "timestamptz",
      quietCloseAt: "timestamptz",
    },
    isHistory: true,
  },
  entry: {
    name: "queue_entries",
    columns: {
      id: "uuid",
      conversationId: "uuid",
      teamId: "uuid",
      state: "text",
      enteredAt: "timestamptz",
      key: "timestamptz",
      creditMs: "int",
      degree: "float8",
      declinedBy: "uuid[]",
      restUntil: "timestamptz",
      preferAgentId: "uuid",
    },
    isHistory: true,
  },
  offer: {
    name: "offers",
    columns: {
      id: "uuid",
      kind: "text",
      entryId: "uuid",
      conversationId: "uuid",
      agentId: "uuid",
      fromAgentId: "uuid",
      createdAt: "timestamptz",
      deadlineAt: "timestamptz",
    },
    isHistory: true,
  },
  assignment: {
    name: "assignments",
    columns: {
      id: "uuid",
      conversationId: "uuid",
      agentId: "uuid",
      teamId: "uuid",
      startedAt: "timestamptz",
      connectDeadlineAt: "timestamptz",
      connectedAt: "timestamptz",
      entryKey: "timestamptz",
      enteredAt: "timestamptz",
      creditMs: "int",
      degree: "float8",
    },
    isHistory: true,
  },
} satisfies Record<Exclude<Change["kind"], "settings">, Table>;
type Kind = keyof typeof tables;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Extra columns that history tables carry beside the engine's own. */
const extraColumns: Partial<Record<Kind, Record<string, ColumnType>>> = {
  conversation: { endedAt: "timestamptz" },
  entry: { endedAt: "timestamptz" },
  offer: { state: "text", endedAt: "timestamptz", reason: "jsonb" },
  assignment: { state: "text", endedAt: "timestamptz", reason: "jsonb" },
};

function upsertStatement(kind: Kind): string {
  const table = tables[kind];
  const columns = { ...table.columns, ...extraColumns[kind] };
  const names = Object.keys(columns).map((name) => `"${snake(name)}"`);
  const shape = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  // A reason is given once, with the row's first form; later forms keep it.
  const sets = names
    .filter((name) => name !== '"id"')
    .map((name) =>
      name === '"reason"' ? `reason = coalesce(EXCLUDED.reason, t.reason)` : `${name} = EXCLUDED.${name}`,
    );
  return `INSERT INTO ${table.name} AS t (${names.join(", ")})
    SELECT ${Object.keys(columns)
      .map((name) => `"${name}"`)
      .join(", ")} FROM jsonb_to_recordset($1::jsonb) AS x(${shape.join(", ")})
    ON CONFLICT (id) DO UPDATE SET ${sets.join(", ")}`;
}

const upserts = Object.fromEntries(Object.keys(tables).map((kind) => [kind, upsertStatement(kind as Kind)])) as Record<
  Kind,
  string
>;

/** Times as the JSON reader of PostgreSQL takes them. */
function toJsonRow(kind: Kind, row: Record<string, unknown>): Record<string, unknown> {
  const columns: Record<string, ColumnType> = { ...tables[kind].columns, ...extraColumns[kind] };
  const result: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(columns)) {
    const value = row[name] ?? null;
    result[name] = type === "timestamptz" && typeof value === "number" ? new Date(value).toISOString() : value;
  }
  return result;
}

/** Stores the changes of a batch of decisions, newest form of each row. */
export async function writeChanges(sql: Sql, changes: readonly Change[], reasons: readonly Reason[]): Promise<void> {
  const reasonOf = new Map(reasons.map((reason) => [reason.id, reason]));
  const latest = new Map<string, Change>();
  for (const change of changes) latest.set(`${change.kind} ${change.id}`, change);
  const upsertsOf = new Map<Kind, Record<string, unknown>[]>();
  const removed = new Map<Kind, string[]>();
  for (const change of latest.values()) {
    if (change.kind === "settings") {
      await sql.query(
        "INSERT INTO routing_settings (id, settings) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET settings = EXCLUDED.settings",
        [JSON.stringify(change.row)],
      );
      continue;
    }
    const { kind } = change;
    if (change.row === null && change.ended === null) {
      removed.set(kind, [...(removed.get(kind) ?? []), change.id]);
      continue;
    }
    const living = change.row === null ? null : { ...change.row };
    const row: Record<string, unknown> = { ...(change.ended ?? living) };
    if (kind === "offer" && living !== null) row.state = "pending";
    if (kind === "assignment" && living !== null) row.state = "active";
    if (kind === "offer" || kind === "assignment") row.reason = reasonOf.get(change.id) ?? null;
    const rows = upsertsOf.get(kind) ?? [];
    rows.push(toJsonRow(kind, row));
    upsertsOf.set(kind, rows);
  }
  // Offers and assignments that end make room, in the partial unique indexes, for those that begin: ended rows first.
  for (const kind of Object.keys(tables) as Kind[]) {
    const rows = upsertsOf.get(kind) ?? [];
    const isHistory = tables[kind].isHistory;
    const groups = isHistory
      ? [rows.filter((row) => row.endedAt !== null), rows.filter((row) => row.endedAt === null)]
      : [rows];
    for (const [at, group] of groups.entries()) {
      if (group.length > 0)
        await sql.query({ name: `upsert_${kind}_${at}`, text: upserts[kind], values: [JSON.stringify(group)] });
    }
    const gone = removed.get(kind);
    if (gone !== undefined) await sql.query(`DELETE FROM ${tables[kind].name} WHERE id = ANY ($1::uuid[])`, [gone]);
  }
}

async function readLiving<T>(sql: Sql, kind: Kind): Promise<T[]> {
  const table: Table = tables[kind];
  const where = table.isHistory ? "WHERE ended_at IS NULL" : "";
  const columns = Object.keys(table.columns).map((name) => `"${snake(name)}" AS "${name}"`);
  // uuid[] columns come as text arrays; the parser of `pg` knows those.
  const found = await sql.query<Record<string, unknown>>(
    `SELECT ${columns.join(", ")} FROM ${table.name} ${where} ORDER BY id`,
  );
  return found.rows.map((row) => {
    for (const name of Object.keys(row)) {
      const value = row[name];
      if (value instanceof Date) row[name] = value.getTime();
    }
    return row as T;
  });
}

/** The living rows with the number they stand at. Call inside one repeatable-read transaction. */
export async function readStateRows(sql: Sql): Promise<StateRows> {
  const head = await readHead(sql);
  const settings = await sql.query<{ settings: SettingsRow }>("SELECT settings FROM routing_settings WHERE id = 1");
  return {
    meta: { seq: head.seq, at: head.seq === 0 ? 0 : head.at, rng: head.rng },
    settings: { ...DEFAULT_SETTINGS, ...settings.rows[0]?.settings },
    teams: await readLiving<TeamRow>(sql, "team"),
    agents: await readLiving<AgentRow>(sql, "agent"),
    conversations: await readLiving<ConversationRow>(sql, "conversation"),
    entries: await readLiving<EntryRow>(sql, "entry"),
    offers: await readLiving<OfferRow>(sql, "offer"),
    assignments: await readLiving<AssignmentRow>(sql, "assignment"),
  };
}
