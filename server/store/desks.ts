import type { DeskChange } from "../contract/views.ts";
import type { Sql } from "./database.ts";

/** Desk changes older than this many are forgotten; a page further behind gets a fresh snapshot. */
export const DESK_KEPT = 500;

export interface NumberedChange {
  staffId: string;
  seq: number;
  change: DeskChange;
}

/** Numbers and stores changes of desks. Staff rows are locked (in id order) after conversations. */
export async function writeDeskChanges(
  sql: Sql,
  changes: readonly { staffId: string; change: DeskChange }[],
): Promise<NumberedChange[]> {
  if (changes.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { staffId } of changes) counts.set(staffId, (counts.get(staffId) ?? 0) + 1);
  await sql.query({
    name: "lock_desks",
    text: "SELECT id FROM staff WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
    values: [[...counts.keys()]],
  });
  const heads = await sql.query<{ id: string; desk_seq: number }>({
    name: "move_desks",
    text: `UPDATE staff SET desk_seq = desk_seq + x.n FROM unnest($1::uuid[], $2::int[]) AS x(id, n) WHERE staff.id = x.id RETURNING staff.id, staff.desk_seq`,
    values: [[...counts.keys()], [...counts.values()]],
  });
  const next = new Map(heads.rows.map((row) => [row.id, row.desk_seq - (counts.get(row.id) ?? 0)]));
  const numbered: NumberedChange[] = [];
  for (const { staffId, change } of changes) {
    const before = next.get(staffId);
    if (before === undefined) continue;
    next.set(staffId, before + 1);
    numbered.push({ staffId, seq: before + 1, change });
  }
  await sql.query({
    name: "write_desk_items",
    text: `INSERT INTO desk_items (staff_id, seq, change) SELECT "staffId", seq, change FROM jsonb_to_recordset($1::jsonb) AS x("staffId" uuid, seq int, change jsonb)`,
    values: [JSON.stringify(numbered)],
  });
  return numbered;
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
