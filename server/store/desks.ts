import type { DeskChange } from "../contract/views.ts";
import { columnOf, columnsOf, unnestOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import type { Statement } from "./pipeline.ts";

/** Desk changes older than this many are forgotten; a page further behind gets a fresh snapshot. */
export const DESK_KEPT = 500;

export interface NumberedChange {
  staffId: string;
  seq: number;
  change: DeskChange;
}

/** A locked desk: whose it is and the number of its newest change. */
export interface DeskHead {
  id: string;
  name: string;
  desk_seq: number;
}

/** Locks desks, in id order, after conversations. */
export async function lockDesks(sql: Sql, staffIds: readonly string[]): Promise<Map<string, DeskHead>> {
  if (staffIds.length === 0) return new Map();
  const found = await sql.query<DeskHead>({
    name: "lock_desks",
    text: "SELECT id, name, desk_seq FROM staff WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
    values: [columnOf("uuid", staffIds)],
  });
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** Gives changes their numbers; of desks that are not locked (or not there) they are left out. */
export function numberDeskChanges(
  heads: ReadonlyMap<string, DeskHead>,
  changes: readonly { staffId: string; change: DeskChange }[],
): NumberedChange[] {
  const next = new Map<string, number>();
  return changes.flatMap(({ staffId, change }) => {
    const before = next.get(staffId) ?? heads.get(staffId)?.desk_seq;
    if (before === undefined) return [];
    next.set(staffId, before + 1);
    return [{ staffId, seq: before + 1, change }];
  });
}

const changeShape = { staffId: "uuid", seq: "int", change: "json" } as const;
const WRITE_CHANGES = `INSERT INTO desk_items (staff_id, seq, change) SELECT * FROM ${unnestOf(changeShape, "x")}`;

/** Statements that store numbered changes and move the locked desks on. */
export function deskStatements(numbered: readonly NumberedChange[]): Statement[] {
  if (numbered.length === 0) return [];
  const newest = new Map(numbered.map(({ staffId, seq }) => [staffId, seq]));
  return [
    { name: "desk_items", text: WRITE_CHANGES, values: columnsOf(changeShape, numbered) },
    {
      name: "desks",
      text: "UPDATE staff SET desk_seq = h.seq FROM unnest($1::uuid[], $2::int[]) AS h(id, seq) WHERE staff.id = h.id AND staff.id = ANY ($1::uuid[])",
      values: [columnOf("uuid", [...newest.keys()]), columnOf("int", [...newest.values()])],
    },
  ];
}

/** Changes after a number; null when they are no longer all kept and a snapshot is due. */
export async function deskChangesAfter(
  sql: Sql,
  staffId: string,
  afterSeq: number,
): Promise<{ changes: { seq: number; change: DeskChange }[]; isDone: boolean } | null> {
  const head = await sql.query<{ desk_seq: number }>("SELECT desk_seq FROM staff WHERE id = $1", [staffId]);
  const newest = head.rows[0]?.desk_seq ?? 0;
  if (afterSeq > newest || newest - afterSeq > DESK_KEPT) return null;
  const found = await sql.query<{ seq: number; change: DeskChange }>({
    name: "desk_changes",
    text: "SELECT seq, change FROM desk_items WHERE staff_id = $1 AND seq > $2 ORDER BY seq LIMIT 101",
    values: [staffId, afterSeq],
  });
  if (found.rows.length > 0 && found.rows[0]?.seq !== afterSeq + 1) return null;
  return { changes: found.rows.slice(0, 100), isDone: found.rows.length <= 100 };
}

export async function deskSeqOf(sql: Sql, staffId: string): Promise<number> {
  const found = await sql.query<{ desk_seq: number }>({
    name: "desk_seq_of",
    text: "SELECT desk_seq FROM staff WHERE id = $1",
    values: [staffId],
  });
  return found.rows[0]?.desk_seq ?? 0;
}

export async function pruneDesks(sql: Sql): Promise<number> {
  const gone = await sql.query(
    "DELETE FROM desk_items d USING staff s WHERE s.id = d.staff_id AND d.seq < s.desk_seq - $1",
    [DESK_KEPT],
  );
  return gone.rowCount ?? 0;
}
