import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { inTransaction, type Sql } from "./database.ts";
import { unpackModel } from "./packed-model.ts";

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

/**
 * A model is written and read in pieces of this size, each in a commit of its own: tens of megabytes in one go would hold up
 * every send meanwhile, and what waits for the disk at a commit waits for all that was written before it.
 */
const PIECE_BYTES = 2 ** 17;
/** Pieces of models that were never finished, by a node that died, are taken away after this. */
const LEFTOVERS_MS = 3_600_000;

interface KeptRow {
  id: string;
  questions: number;
  trained_at: Date;
  length: number;
}

async function keptModel(sql: Sql, { siteId, libraryHash, codeVersion, seed }: ModelKey): Promise<KeptRow | null> {
  const found = await sql.query<KeptRow>(
    "SELECT id, length, questions, trained_at FROM library_models WHERE site_id = $1 AND library_hash = $2 AND code_version = $3 AND seed = $4 AND length > 0",
    [siteId, libraryHash, codeVersion, seed],
  );
  return found.rows[0] ?? null;
}

const toKept = ({ id, questions, trained_at }: KeptRow): KeptModel => ({
  id,
  questions,
  trainedAt: trained_at.getTime(),
});

/** The stored model of a library, or null when there is none (any more). */
export async function storedModel(sql: Sql, key: ModelKey): Promise<StoredModel | null> {
  const kept = await keptModel(sql, key);
  if (kept === null) return null;
  const packed = new Uint8Array(kept.length);
  for (let at = 0, number = 0; at < kept.length; number += 1) {
    const { rows } = await sql.query<{ piece: Buffer }>({
      name: "piece_of_model",
      text: "SELECT piece FROM library_model_pieces WHERE model_id = $1 AND number = $2",
      values: [kept.id, number],
    });
    const piece = rows[0]?.piece;
    // Taken away by newer ones while it was read.
    if (piece === undefined) return null;
    packed.set(piece, at);
    at += piece.length;
  }
  return { ...toKept(kept), bytes: await unpackModel(packed) };
}

/**
 * Keeps a model and the two newest before it. Another node that trained the same one first wins; equal seeds made equal models.
 * @param packed as `packModel` makes it
 * @param pauseMs between two pieces: nobody waits for a model to be stored, and everybody for the disk
 */
export async function storeModel(
  pool: pg.Pool,
  key: ModelKey,
  packed: Uint8Array,
  questions: number,
  pauseMs = 25,
): Promise<KeptModel> {
  const before = await keptModel(pool, key);
  if (before !== null) return toKept(before);
  const id = uuidv7();
  for (let at = 0, number = 0; at < packed.length; at += PIECE_BYTES, number += 1) {
    if (number > 0) await setTimeout(pauseMs);
    await pool.query({
      name: "store_piece_of_model",
      text: "INSERT INTO library_model_pieces (model_id, number, piece) VALUES ($1, $2, $3)",
      values: [id, number, packed.subarray(at, at + PIECE_BYTES)],
    });
  }
  const { siteId, libraryHash, codeVersion, seed } = key;
  return inTransaction(pool, async (sql) => {
    // One of an older release has the same key and nothing that could be read.
    await sql.query(
      `INSERT INTO library_models (id, site_id, library_hash, code_version, seed, questions, length) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (site_id, library_hash, code_version, seed) DO UPDATE SET id = EXCLUDED.id, length = EXCLUDED.length, trained_at = now()
       WHERE library_models.length = 0`,
      [id, siteId, libraryHash, codeVersion, seed, questions, packed.length],
    );
    await sql.query(
      `DELETE FROM library_models WHERE site_id = $1 AND id NOT IN (SELECT id FROM library_models WHERE site_id = $1 ORDER BY trained_at DESC, id DESC LIMIT 3)`,
      [siteId],
    );
    await sql.query(
      `DELETE FROM library_model_pieces p WHERE NOT EXISTS (SELECT FROM library_models m WHERE m.id = p.model_id)
       AND (p.model_id = $1 OR p.created_at < now() - $2 * interval '1 ms')`,
      [id, LEFTOVERS_MS],
    );
    const kept = await keptModel(sql, key);
    if (kept === null) throw new Error("the model was not stored");
    return toKept(kept);
  });
}
