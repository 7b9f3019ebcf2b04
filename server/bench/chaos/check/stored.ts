/** The database's side of the comparison, read in one snapshot. */
import type pg from "pg";
import { inSnapshot } from "#server/store/database.ts";
import { grouped } from "./grouped.ts";

export interface StoredItem {
  id: string;
  conversationId: string;
  customerId: string;
  seq: number;
  publicSeq: number | null;
  kind: string;
  authorKind: string;
  authorId: string | null;
  clientId: string | null;
  text: string | null;
  /** Of `assigned` and `unassigned`. */
  agentId: string | null;
  /** Of a message that answers a request, or that the system wrote. */
  isAside: boolean;
}

export interface StoredConversation {
  id: string;
  customerId: string;
  state: string;
  assigneeId: string | null;
  seq: number;
  publicSeq: number;
  isAnswerDue: boolean;
  isRated: boolean;
}

export interface StoredAssignment {
  id: string;
  conversationId: string;
  agentId: string;
  startedAt: number;
  endedAt: number | null;
}

export interface Stored {
  /** Oldest chapter first, then by number. */
  items: StoredItem[];
  itemsOf: ReadonlyMap<string, StoredItem[]>;
  conversations: ReadonlyMap<string, StoredConversation>;
  conversationsOf: ReadonlyMap<string, StoredConversation[]>;
  assignments: StoredAssignment[];
  /** Offer id → state, all there ever were. */
  offers: ReadonlyMap<string, { state: string; agentId: string; conversationId: string }>;
  /** `principal clientId` of every command that was done. */
  commands: ReadonlySet<string>;
  desks: ReadonlyMap<string, number>;
}

export function readStored(pool: pg.Pool): Promise<Stored> {
  return inSnapshot(pool, async (sql) => {
    const items = await sql.query<StoredItem>(
      `SELECT i.id, i.conversation_id AS "conversationId", c.customer_id AS "customerId", i.seq, i.public_seq AS "publicSeq", i.kind,
          i.author_kind AS "authorKind", i.author_id AS "authorId", i.client_id AS "clientId", CASE WHEN i.kind IN ('message', 'note') THEN i.data->>'text' END AS text, i.data->>'agentId' AS "agentId",
          (i.data->>'requestId' IS NOT NULL OR i.data->>'auto' IS NOT NULL) AS "isAside"
        FROM items i JOIN conversations c ON c.id = i.conversation_id ORDER BY c.opened_at, c.id, i.seq`,
    );
    const conversations = await sql.query<StoredConversation>(
      `SELECT id, customer_id AS "customerId", state, assignee_id AS "assigneeId", seq, public_seq AS "publicSeq",
          answer_due_at IS NOT NULL AS "isAnswerDue", rating IS NOT NULL AS "isRated" FROM conversations ORDER BY opened_at, id`,
    );
    const assignments = await sql.query<StoredAssignment>(
      `SELECT id, conversation_id AS "conversationId", agent_id AS "agentId", (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt",
          (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt" FROM assignments ORDER BY started_at`,
    );
    const offers = await sql.query<{ id: string; state: string; agentId: string; conversationId: string }>(
      `SELECT id, state, agent_id AS "agentId", conversation_id AS "conversationId" FROM offers`,
    );
    const commands = await sql.query<{ key: string }>(
      `SELECT principal_id || ' ' || client_id AS key FROM command_log`,
    );
    const desks = await sql.query<{ id: string; desk_seq: number }>("SELECT id, desk_seq FROM staff");
    return {
      items: items.rows,
      itemsOf: grouped(items.rows, (row) => row.conversationId),
      conversations: new Map(conversations.rows.map((row) => [row.id, row])),
      conversationsOf: grouped(conversations.rows, (row) => row.customerId),
      assignments: assignments.rows,
      offers: new Map(offers.rows.map((row) => [row.id, row])),
      commands: new Set(commands.rows.map((row) => row.key)),
      desks: new Map(desks.rows.map((row) => [row.id, row.desk_seq])),
    };
  });
}
