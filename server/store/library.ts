import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { LibraryEntry } from "../answers/entry.ts";
import type { Sql } from "./database.ts";

/** A published entry: what the matcher reads and what a reply says. */
export interface PublishedAnswer extends LibraryEntry {
  title: string;
  body: string;
  teamId: string | null;
}

/** Every enabled entry of a site, in a fixed order, with the library's version. */
export async function publishedAnswers(
  sql: Sql,
  siteId: string,
): Promise<{ answers: PublishedAnswer[]; version: number }> {
  const found = await sql.query<{
    id: string;
    kind: PublishedAnswer["kind"];
    title: string;
    body: string;
    category: string | null;
    language: string;
    team_id: string | null;
    questions: string[];
  }>(
    "SELECT id, kind, title, body, category, language, team_id, questions FROM answers WHERE site_id = $1 AND is_enabled ORDER BY id",
    [siteId],
  );
  const answers = found.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    category: row.category,
    language: row.language,
    teamId: row.team_id,
    questions: row.questions,
  }));
  return { answers, version: await libraryVersion(sql, siteId) };
}

export async function libraryVersion(sql: Sql, siteId: string): Promise<number> {
  const found = await sql.query<{ library_version: number }>({
    name: "library_version",
    text: "SELECT library_version FROM sites WHERE id = $1",
    values: [siteId],
  });
  return found.rows[0]?.library_version ?? 0;
}

/** Fingerprint of what training reads: equal libraries share a stored model. */
export function libraryHashOf(entries: readonly LibraryEntry[]): string {
  const read = entries.map(({ id, kind, language, category, questions }) => [
    id,
    kind,
    language,
    category ?? null,
    questions,
  ]);
  return createHash("sha256").update(JSON.stringify(read)).digest("hex");
}

export interface ModelKey {
  siteId: string;
  libraryHash: string;
  codeVersion: number;
  seed: number;
}

export interface StoredModel {
  id: string;
  bytes: Buffer;
  questions: number;
  trainedAt: number;
}

export async function storedModel(sql: Sql, key: ModelKey): Promise<StoredModel | null> {
  const found = await sql.query<{ id: string; model: Buffer; questions: number; trained_at: Date }>(
    "SELECT id, model, questions, trained_at FROM library_models WHERE site_id = $1 AND library_hash = $2 AND code_version = $3 AND seed = $4",
    [key.siteId, key.libraryHash, key.codeVersion, key.seed],
  );
  const row = found.rows[0];
  return row === undefined
    ? null
    : { id: row.id, bytes: row.model, questions: row.questions, trainedAt: row.trained_at.getTime() };
}

/** Keeps a model and the two newest before it. Another node that trained the same one first wins; equal seeds made equal models. */
export async function storeModel(sql: Sql, key: ModelKey, bytes: Uint8Array, questions: number): Promise<StoredModel> {
  await sql.query(
    `INSERT INTO library_models (id, site_id, library_hash, code_version, seed, questions, model) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (site_id, library_hash, code_version, seed) DO NOTHING`,
    [uuidv7(), key.siteId, key.libraryHash, key.codeVersion, key.seed, questions, bytes],
  );
  await sql.query(
    `DELETE FROM library_models WHERE site_id = $1 AND id NOT IN (SELECT id FROM library_models WHERE site_id = $1 ORDER BY trained_at DESC, id DESC LIMIT 3)`,
    [key.siteId],
  );
  const stored = await storedModel(sql, key);
  if (stored === null) throw new Error("the model was not stored");
  return stored;
}

/** One more question for an entry, or one more opinion of it. */
export async function countAnswer(
  sql: Sql,
  answerId: string,
  what: "asked" | "helpful" | "not_helpful",
  by = 1,
): Promise<void> {
  await sql.query(`UPDATE answers SET ${what} = greatest(0, ${what} + $2) WHERE id = $1`, [answerId, by]);
}
