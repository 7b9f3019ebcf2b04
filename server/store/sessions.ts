import { v7 as uuidv7 } from "uuid";
import type { Role } from "../contract/views.ts";
import type { Sql } from "./database.ts";

/** A sign-in lasts this long at most, used or not. */
export const SESSION_DAYS = 30;

export type RevokeReason = "revoked" | "disabled" | "password_changed" | "roles_changed";

export interface LiveSession {
  sessionId: string;
  staffId: string;
  name: string;
  email: string;
  roles: Role[];
  language: string;
  mustChangePassword: boolean;
}

/** What makes a session count now. `s` is the session, `p` its person. */
const isLiving = `s.revoked_at IS NULL AND NOT p.is_disabled AND s.created_at > now() - interval '${SESSION_DAYS} days'`;

export async function createSession(sql: Sql, staffId: string, userAgent: string | null): Promise<string> {
  const id = uuidv7();
  await sql.query(
    `WITH here AS (UPDATE staff SET last_seen_at = now() WHERE id = $2)
     INSERT INTO staff_sessions (id, staff_id, user_agent) VALUES ($1, $2, $3)`,
    [id, staffId, userAgent?.slice(0, 300) ?? null],
  );
  return id;
}

/**
 * The person behind a session, with the roles their row holds now; null when the session was revoked, is too old, is not
 * theirs, or they are disabled. Notes once a minute that they were here.
 */
export async function liveSession(sql: Sql, sessionId: string, staffId: string): Promise<LiveSession | null> {
  const found = await sql.query<{
    id: string;
    staff_id: string;
    name: string;
    email: string;
    roles: Role[];
    language: string;
    must_change_password: boolean;
    is_stale: boolean;
  }>({
    name: "live_session",
    text: `SELECT s.id, s.staff_id, p.name, p.email, p.roles, p.language, p.must_change_password, s.last_seen_at < now() - interval '1 minute' AS is_stale
      FROM staff_sessions s JOIN staff p ON p.id = s.staff_id WHERE s.id = $1 AND s.staff_id = $2 AND ${isLiving}`,
    values: [sessionId, staffId],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  if (row.is_stale) await touchSession(sql, sessionId, staffId);
  return {
    sessionId: row.id,
    staffId: row.staff_id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    language: row.language,
    mustChangePassword: row.must_change_password,
  };
}

async function touchSession(sql: Sql, sessionId: string, staffId: string): Promise<void> {
  await sql.query({
    name: "touch_session",
    text: "UPDATE staff_sessions SET last_seen_at = now() WHERE id = $1",
    values: [sessionId],
  });
  await sql.query({
    name: "touch_staff",
    text: "UPDATE staff SET last_seen_at = now() WHERE id = $1",
    values: [staffId],
  });
}

export interface SessionEnd {
  sessionId: string;
  staffId: string;
  reason: RevokeReason;
}

/** Ends sessions of one person: all, all but one, or one only. Answers with those that were living. */
export async function revokeSessions(
  sql: Sql,
  staffId: string,
  reason: RevokeReason,
  which: { only?: string; except?: string } = {},
): Promise<SessionEnd[]> {
  const found = await sql.query<{ id: string }>({
    name: "revoke_sessions",
    text: `UPDATE staff_sessions SET revoked_at = now(), revoke_reason = $2
      WHERE staff_id = $1 AND revoked_at IS NULL AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id <> $4) RETURNING id`,
    values: [staffId, reason, which.only ?? null, which.except ?? null],
  });
  return found.rows.map((row) => ({ sessionId: row.id, staffId, reason }));
}

/** Which of these sessions (those of a node's sockets) no longer count, and why. Sessions whose row is gone count as disabled. */
export async function endedAmong(
  sql: Sql,
  sessions: readonly { sessionId: string; staffId: string }[],
): Promise<SessionEnd[]> {
  if (sessions.length === 0) return [];
  const found = await sql.query<{ session_id: string; staff_id: string; reason: RevokeReason | null }>({
    name: "ended_among",
    text: `SELECT k.session_id, k.staff_id, CASE WHEN s.id IS NULL OR p.is_disabled THEN 'disabled' ELSE s.revoke_reason END AS reason
      FROM unnest($1::uuid[], $2::uuid[]) AS k(session_id, staff_id)
      LEFT JOIN staff_sessions s ON s.id = k.session_id AND s.staff_id = k.staff_id LEFT JOIN staff p ON p.id = s.staff_id
      WHERE s.id IS NULL OR NOT (${isLiving})`,
    values: [sessions.map((each) => each.sessionId), sessions.map((each) => each.staffId)],
  });
  return found.rows.map((row) => ({
    sessionId: row.session_id,
    staffId: row.staff_id,
    reason: row.reason ?? "revoked",
  }));
}

export interface SessionRow {
  id: string;
  createdAt: number;
  lastSeenAt: number;
  userAgent: string | null;
}

/** A person's living sessions, the last used first. */
export async function sessionsOf(sql: Sql, staffId: string): Promise<SessionRow[]> {
  const found = await sql.query<{ id: string; created_at: Date; last_seen_at: Date; user_agent: string | null }>(
    `SELECT s.id, s.created_at, s.last_seen_at, s.user_agent FROM staff_sessions s JOIN staff p ON p.id = s.staff_id
      WHERE s.staff_id = $1 AND ${isLiving} ORDER BY s.last_seen_at DESC, s.id DESC LIMIT 100`,
    [staffId],
  );
  return found.rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    userAgent: row.user_agent,
  }));
}

/** Forgets sessions that ended long ago; their audit lines stay in the log. */
export async function pruneSessions(sql: Sql): Promise<number> {
  const gone = await sql.query(
    `DELETE FROM staff_sessions WHERE revoked_at < now() - interval '${SESSION_DAYS} days' OR created_at < now() - interval '${2 * SESSION_DAYS} days'`,
  );
  return gone.rowCount ?? 0;
}
