import type { Sql } from "./database.ts";

/** Leases by the database clock: a node is alive while `lease_until` is in the future. */
export const LEASE_MS = 10_000;

export async function startLease(sql: Sql, epoch: string, leaseMs = LEASE_MS): Promise<void> {
  await sql.query(`INSERT INTO nodes (epoch, lease_until) VALUES ($1, now() + $2 * interval '1 millisecond')`, [
    epoch,
    leaseMs,
  ]);
}

/** False when the lease had lapsed: others may have declared us lost, so a new epoch is due. */
export async function renewLease(sql: Sql, epoch: string, leaseMs = LEASE_MS): Promise<boolean> {
  const found = await sql.query(
    `UPDATE nodes SET lease_until = now() + $2 * interval '1 millisecond' WHERE epoch = $1 AND lease_until > now()`,
    [epoch, leaseMs],
  );
  return found.rowCount === 1;
}

/** Ends the lease now; the row stays until somebody forgets it, as the record of when we were last alive. */
export async function endLease(sql: Sql, epoch: string): Promise<void> {
  await sql.query("UPDATE nodes SET lease_until = date_trunc('milliseconds', now()) WHERE epoch = $1", [epoch]);
}

export interface NodeView {
  epoch: string;
  isAlive: boolean;
}

export async function readNodes(sql: Sql): Promise<NodeView[]> {
  const found = await sql.query<{ epoch: string; alive: boolean }>(
    "SELECT epoch, lease_until > now() AS alive FROM nodes",
  );
  return found.rows.map((row) => ({ epoch: row.epoch, isAlive: row.alive }));
}

/** Removes the lease of a lost node; true for the one caller that removed it. */
export async function forgetNode(sql: Sql, epoch: string): Promise<boolean> {
  const gone = await sql.query("DELETE FROM nodes WHERE epoch = $1 AND lease_until <= now()", [epoch]);
  return gone.rowCount === 1;
}

/** Removes every lease but ours: only when this process is known to be the only one (its own embedded database). */
export async function forgetOtherNodes(sql: Sql, epoch: string): Promise<void> {
  await sql.query("DELETE FROM nodes WHERE epoch <> $1", [epoch]);
}

/** How long no node has been alive, in ms (up to one lease too long, never too short); 0 while one is, or when none ever was. */
export async function outageLength(sql: Sql): Promise<number> {
  const found = await sql.query<{ ms: number | null }>(
    `SELECT CASE WHEN bool_or(lease_until > now()) THEN 0 ELSE extract(epoch FROM now() - max(lease_until)) * 1000 + $1 END::float8 AS ms FROM nodes`,
    [LEASE_MS],
  );
  return Math.max(0, Math.round(found.rows[0]?.ms ?? 0));
}
