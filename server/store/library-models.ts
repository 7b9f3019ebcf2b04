import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { inTransaction, type Sql } from "./database.ts";

export interface ModelKey {
  siteId: string;
  libraryHash: string;
  codeVersion: number;
  seed: number;
}

export interface KeptModel {
  id: string;
  questions: number;
  trainedAt: number;
}

export interface StoredModel extends KeptModel {
  bytes: Uint8Array;
}

/** A model is written and read in pieces of this size: tens of megabytes in one go would hold up every send meanwhile. */
const PIECE_BYTES = 2 ** 18;

interface KeptRow {
  id: string;
  questions: number;
  trained_at: Date;
  length: number;
}

async function keptModel(sql: Sql, { siteId, libraryHash, codeVersion, seed }: ModelKey): Promise<KeptRow | null> {
  const found = await sql.query<KeptRow>(
    "SELECT id, octet_length(model) AS length, questions, trained_at FROM library_models WHERE site_id = $1 AND library_hash = $2 AND code_version = $3 AND seed = $4",
    [siteId, libraryHash, codeVersion, seed],
  );
  return found.rows[0] ?? null;
}

/** The stored model of a library, or null when there is none (any more). */
export async function storedModel(sql: Sql, key: ModelKey): Promise<StoredModel | null> {
  const kept = await keptModel(sql, key);
  if (kept === null) return null;
  const bytes = new Uint8Array(kept.length);
  for (let at = 0; at < kept.length; at += PIECE_BYTES) {
    const { rows } = await sql.query<{ piece: Buffer }>(
      "SELECT substring(model FROM $2::int FOR $3::int) AS piece FROM library_models WHERE id = $1",
      [kept.id, at + 1, PIECE_BYTES],
    );
    const piece = rows[0]?.piece;
    // Taken away by newer ones while it was read.
    if (piece === undefined) return null;
    bytes.set(piece, at);
  }
  return { id: kept.id, bytes, questions: kept.questions, trainedAt: kept.trained_at.getTime() };
}

/** Keeps a model and the two newest before it. Another node that trained the same one first wins; equal seeds made equal models. */
export async function storeModel(
  pool: pg.Pool,
  key: ModelKey,
  bytes: Uint8Array,
  questions: number,
): Promise<KeptModel> {
  const { siteId, libraryHash, codeVersion, seed } = key;
  return inTransaction(pool, async (sql) => {
    await sql.query("CREATE TEMPORARY TABLE pieces_of_model (number int, piece bytea) ON COMMIT DROP");
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      await sql.query("INSERT INTO pieces_of_model VALUES ($1, $2)", [at, bytes.subarray(at, at + PIECE_BYTES)]);
    }
    await sql.query(
      `INSERT INTO library_models (id, site_id, library_hash, code_version, seed, questions, model)
       SELECT $1, $2, $3, $4, $5, $6, string_agg(piece, ''::bytea ORDER BY number) FROM pieces_of_model
       ON CONFLICT (site_id, library_hash, code_version, seed) DO NOTHING`,
      [uuidv7(), siteId, libraryHash, codeVersion, seed, questions],
    );
    await sql.query(
      `DELETE FROM library_models WHERE site_id = $1 AND id NOT IN (SELECT id FROM library_models WHERE site_id = $1 ORDER BY trained_at DESC, id DESC LIMIT 3)`,
      [siteId],
    );
    const kept = await keptModel(sql, key);
    if (kept === null) throw new Error("the model was not stored");
    return { id: kept.id, questions: kept.questions, trainedAt: kept.trained_at.getTime() };
  });
}
