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
import { PLAIN_TEAM } from "../routing/team-rules.ts";
import { readHead } from "./journal.ts";
import { columnsOf, readColumn, unnestOf, type ColumnType } from "./columns.ts";
import type { Sql } from "./database.ts";
import { merged, runAll, type Statement } from "./pipeline.ts";

/**
 * The engine's rows in the database: written only inside the dispatcher's transaction, read back whole in one
 * repeatable-read snapshot. Living rows have `ended_at` null; the others are history.
 */

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
      rules: "jsonb",
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
      overBy: "float8",
      languages: "text[]",
      skills: "jsonb",
      availabilityUntil: "timestamptz",
      isAwayByItself: "bool",
      lapses: "int",
      notResponding: "jsonb",
      leavingAt: "timestamptz",
      wrapUps: "jsonb",
      askedIn: "jsonb",
      sideWork: "jsonb",
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
      ladderStep: "int",
      ladderAt: "timestamptz",
      hops: "int",
      formerAgentId: "uuid",
      reoffer: "jsonb",
      promisedAt: "timestamptz",
      promiseMadeAt: "timestamptz",
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
      preferUntil: "timestamptz",
      needs: "jsonb",
      needsUntil: "timestamptz",
      overflowAt: "timestamptz",
      longWaitAt: "timestamptz",
      isVip: "bool",
      skips: "int",
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
      weight: "float8",
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
      needs: "jsonb",
      isVip: "bool",
      weight: "float8",
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
  offer: { state: "text", endedAt: "timestamptz", reason: "json" },
  assignment: { state: "text", endedAt: "timestamptz", reason: "json" },
};

const columnsFor = (kind: Kind): Record<string, ColumnType> => ({ ...tables[kind].columns, ...extraColumns[kind] });

function upsertText(kind: Kind): string {
  const table = tables[kind];
  const columns = Object.entries(columnsFor(kind));
  const names = columns.map(([name]) => `"${snake(name)}"`);
  // A reason is given once, with the row's first form; later forms keep it.
  const sets = names
    .filter((name) => name !== '"id"')
    .map((name) =>
      name === '"reason"' ? `reason = coalesce(EXCLUDED.reason, t.reason)` : `${name} = EXCLUDED.${name}`,
    );
  return `INSERT INTO ${table.name} AS t (${names.join(", ")})
    SELECT ${columns.map(([name, type]) => readColumn(`x."${name}"`, type)).join(", ")} FROM ${unnestOf(columnsFor(kind), "x")}
    ON CONFLICT (id) DO UPDATE SET ${sets.join(", ")}`;
}

const upserts = Object.fromEntries(Object.keys(tables).map((kind) => [kind, upsertText(kind as Kind)])) as Record<
  Kind,
  string
>;

/** What an admin sets for a team travels in one column; the rest has its own. */
function packed(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !Object.hasOwn(tables.team.columns, name)));
}

const unpacked = ({ rules, ...row }: Record<string, unknown>) => ({ ...PLAIN_TEAM, ...(rules as object), ...row });

/** Statements that store the changes of a batch of decisions, newest form of each row. */
export function changeStatements(changes: readonly Change[], reasons: readonly Reason[]): Statement[] {
  const reasonOf = new Map(reasons.map((reason) => [reason.id, reason]));
  const latest = new Map<string, Change>();
  for (const change of changes) latest.set(`${change.kind} ${change.id}`, change);
  const statements: Statement[] = [];
  // Offers and assignments that end make room, in the partial unique indexes, for those that begin: ended rows first.
  const ended = new Map<Kind, Record<string, unknown>[]>();
  const living = new Map<Kind, Record<string, unknown>[]>();
  const removed = new Map<Kind, string[]>();
  for (const change of latest.values()) {
    if (change.kind === "settings") {
      statements.push({
        text: "INSERT INTO routing_settings (id, settings) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET settings = EXCLUDED.settings",
        values: [JSON.stringify(change.row)],
      });
      continue;
    }
    const { kind } = change;
    if (change.row === null && change.ended === null) {
      pushTo(removed, kind, change.id);
      continue;
    }
    const row: Record<string, unknown> = { ...(change.ended ?? change.row) };
    if (kind === "team") row.rules = packed(row);
    if (kind === "offer" && change.ended === null) row.state = "pending";
    if (kind === "assignment" && change.ended === null) row.state = "active";
    if (kind === "offer" || kind === "assignment") row.reason = reasonOf.get(change.id) ?? null;
    pushTo(change.ended === null ? living : ended, kind, row);
  }
  const upserting: Statement[] = [];
  for (const kind of Object.keys(tables) as Kind[]) {
    const rows = [...(ended.get(kind) ?? []), ...(living.get(kind) ?? [])];
    if (rows.length > 0)
      upserting.push({ name: `upsert_${kind}`, text: upserts[kind], values: columnsOf(columnsFor(kind), rows) });
    const gone = removed.get(kind);
    if (gone !== undefined)
      statements.push({ text: `DELETE FROM ${tables[kind].name} WHERE id = ANY ($1::uuid[])`, values: [gone] });
  }
  statements.push(...merged(upserting));
  return statements;
}

function pushTo<T>(lists: Map<Kind, T[]>, kind: Kind, value: T): void {
  const list = lists.get(kind);
  if (list === undefined) lists.set(kind, [value]);
  else list.push(value);
}

/** Stores the changes of a batch of decisions. */
export const writeChanges = (sql: Sql, changes: readonly Change[], reasons: readonly Reason[]): Promise<void> =>
  runAll(sql, changeStatements(changes, reasons));

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
    return (kind === "team" ? unpacked(row) : row) as T;
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
