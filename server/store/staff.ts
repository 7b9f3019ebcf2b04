import { v7 as uuidv7 } from "uuid";
import { RefusedError } from "../contract/errors.ts";
import type { PersonView } from "../contract/admin-commands.ts";
import type { Skills } from "../contract/routing-rules.ts";
import type { Me, Role } from "../contract/views.ts";
import type { Sql } from "./database.ts";
import { moveBox } from "./requests.ts";

/** E-mail addresses are compared folded, so that nobody has two accounts by a capital letter. */
export const foldEmail = (email: string): string => email.trim().normalize("NFKC").toLowerCase();

/** A unique index said no: somebody else has it. */
export const isTaken = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "23505";

interface PersonRow {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  team_ids: string[];
  capacity: number;
  languages: string[];
  skills: Skills;
  is_disabled: boolean;
  must_change_password: boolean;
  last_seen_at: Date | null;
}

/** People with their teams, by name; one of them when an id is given. */
export async function personViews(sql: Sql, id: string | null = null): Promise<PersonView[]> {
  const found = await sql.query<PersonRow>(
    `SELECT s.id, s.email, s.name, s.roles, s.capacity, s.languages, s.skills, s.is_disabled, s.must_change_password, s.last_seen_at,
      ARRAY(SELECT m.team_id FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.staff_id = s.id ORDER BY t.name)::text[] AS team_ids
      FROM staff s WHERE $1::uuid IS NULL OR s.id = $1 ORDER BY s.is_disabled, lower(s.name), s.id`,
    [id],
  );
  return found.rows.map(
    (row) =>
      ({
        id: row.id,
        email: row.email,
        name: row.name,
        roles: row.roles,
        teamIds: row.team_ids,
        capacity: row.capacity,
        languages: row.languages,
        skills: row.skills,
        isDisabled: row.is_disabled,
        mustChangePassword: row.must_change_password,
        lastSeenAt: row.last_seen_at?.getTime() ?? null,
      }) as PersonView,
  );
}

export async function personView(sql: Sql, id: string): Promise<PersonView> {
  const [person] = await personViews(sql, id);
  if (person === undefined) throw new RefusedError("not_found");
  return person;
}

export async function meOf(sql: Sql, staffId: string): Promise<Me> {
  const found = await sql.query<{
    id: string;
    email: string;
    name: string;
    roles: Role[];
    language: string;
    must_change_password: boolean;
  }>("SELECT id, email, name, roles, language, must_change_password FROM staff WHERE id = $1 AND NOT is_disabled", [
    staffId,
  ]);
  const row = found.rows[0];
  if (row === undefined) throw new RefusedError("signed_out");
  return {
    id: row.id as Me["id"],
    email: row.email,
    name: row.name,
    roles: row.roles,
    language: row.language,
    mustChangePassword: row.must_change_password,
  };
}

/** What a sign-in is checked against; null for an unknown address. */
export async function staffByEmail(
  sql: Sql,
  email: string,
): Promise<{ id: string; passwordHash: string; isDisabled: boolean; language: string } | null> {
  const found = await sql.query<{ id: string; password_hash: string; is_disabled: boolean; language: string }>({
    name: "staff_by_email",
    text: "SELECT id, password_hash, is_disabled, language FROM staff WHERE lower(email) = $1",
    values: [foldEmail(email)],
  });
  const row = found.rows[0];
  return row === undefined
    ? null
    : { id: row.id, passwordHash: row.password_hash, isDisabled: row.is_disabled, language: row.language };
}

export async function passwordOf(sql: Sql, staffId: string): Promise<{ hash: string; mustChange: boolean } | null> {
  const found = await sql.query<{ password_hash: string; must_change_password: boolean }>(
    "SELECT password_hash, must_change_password FROM staff WHERE id = $1",
    [staffId],
  );
  const row = found.rows[0];
  return row === undefined ? null : { hash: row.password_hash, mustChange: row.must_change_password };
}

/** Sets a password; with `formerHash` only while that one still stands, so that of two changes at once one wins. */
export async function setPassword(
  sql: Sql,
  staffId: string,
  hash: string,
  options: { mustChange: boolean; formerHash?: string },
): Promise<boolean> {
  const done = await sql.query(
    "UPDATE staff SET password_hash = $2, must_change_password = $3 WHERE id = $1 AND ($4::text IS NULL OR password_hash = $4)",
    [staffId, hash, options.mustChange, options.formerHash ?? null],
  );
  return done.rowCount === 1;
}

export async function setLanguage(sql: Sql, staffId: string, language: string): Promise<void> {
  await sql.query("UPDATE staff SET language = $2 WHERE id = $1", [staffId, language]);
}

export interface NewPerson {
  email: string;
  name: string;
  roles: readonly Role[];
  capacity: number;
  passwordHash: string;
}

/** A new person, who sets a password of their own at the first sign-in. `taken` when the address is somebody's. */
export async function createPerson(sql: Sql, person: NewPerson): Promise<string> {
  const id = uuidv7();
  await sql
    .query("INSERT INTO staff (id, email, name, roles, capacity, password_hash) VALUES ($1, $2, $3, $4, $5, $6)", [
      id,
      foldEmail(person.email),
      person.name,
      person.roles,
      person.capacity,
      person.passwordHash,
    ])
    .catch(refuseTaken);
  return id;
}

/** A demo person given another address has become a real one. */
export async function updatePerson(sql: Sql, id: string, person: Omit<NewPerson, "passwordHash">): Promise<void> {
  await sql
    .query(
      "UPDATE staff SET is_demo = is_demo AND lower(email) = $2, email = $2, name = $3, roles = $4, capacity = $5 WHERE id = $1",
      [id, foldEmail(person.email), person.name, person.roles, person.capacity],
    )
    .catch(refuseTaken);
}

/** What somebody can serve; what is left out stays. */
export async function setAbilities(
  sql: Sql,
  id: string,
  { languages, skills }: { languages?: readonly string[] | undefined; skills?: Skills | undefined },
): Promise<void> {
  await sql.query("UPDATE staff SET languages = coalesce($2, languages), skills = coalesce($3, skills) WHERE id = $1", [
    id,
    languages ?? null,
    skills === undefined ? null : JSON.stringify(skills),
  ]);
}

export async function setDisabled(sql: Sql, id: string, isDisabled: boolean): Promise<void> {
  await sql.query("UPDATE staff SET is_disabled = $2 WHERE id = $1", [id, isDisabled]);
}

export interface LockedPerson {
  roles: Role[];
  isDisabled: boolean;
  /** Enabled admins besides this person. */
  otherAdmins: number;
}

/** A person's row, locked together with every admin's (in id order), so that two admins cannot remove each other at once. */
export async function lockPerson(sql: Sql, id: string): Promise<LockedPerson | null> {
  const found = await sql.query<{ id: string; roles: Role[]; is_disabled: boolean }>(
    `SELECT id, roles, is_disabled FROM staff WHERE id = $1 OR 'admin' = ANY (roles) ORDER BY id FOR NO KEY UPDATE`,
    [id],
  );
  const own = found.rows.find((row) => row.id === id);
  if (own === undefined) return null;
  const otherAdmins = found.rows.filter(
    (row) => row.id !== id && row.roles.includes("admin") && !row.is_disabled,
  ).length;
  return { roles: own.roles, isDisabled: own.is_disabled, otherAdmins };
}

export function refuseTaken(error: unknown): never {
  throw isTaken(error) ? new RefusedError("taken") : error;
}

/** Puts what somebody had claimed back into the message box. The box's new number, or null when there was nothing. */
export async function releaseClaims(sql: Sql, siteId: string, staffId: string): Promise<number | null> {
  const freed = await sql.query(
    `UPDATE service_requests SET state = 'stored', claimed_by_id = NULL, claimed_at = NULL WHERE claimed_by_id = $1 AND state = 'claimed'`,
    [staffId],
  );
  return freed.rowCount === 0 ? null : moveBox(sql, siteId);
}
