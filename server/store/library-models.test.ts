import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { openDatabase, type Database } from "./database.ts";
import { packModel } from "./packed-model.ts";
import { storedModel, storeModel, type ModelKey } from "./library-models.ts";

let made: TestDatabase;
let database: Database;
beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

/** Bytes that cannot be packed, so that they come in several pieces. */
function bytesOf(seed: number, length = 300_000): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

const keyOf = (siteId: string, libraryHash: string): ModelKey => ({ siteId, libraryHash, codeVersion: 1, seed: 1 });
const store = (key: ModelKey, bytes: Uint8Array) => storeModel(database.main, key, packModel([bytes]), 7, 0);
const count = async (table: string) =>
  (await database.main.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count;

it("a model comes back as it was, and the first of two equal ones is kept", async () => {
  const key = keyOf(randomUUID(), "a");
  expect(await storedModel(database.main, key)).toBeNull();
  const bytes = bytesOf(1);
  const kept = await store(key, bytes);
  expect(await storedModel(database.main, key)).toEqual({ ...kept, bytes: Buffer.from(bytes) });
  // One node finds it there; another was at it at the same time.
  expect(await store(key, bytes)).toEqual(kept);
  const both = keyOf(key.siteId, "b");
  const [one, other] = await Promise.all([store(both, bytes), store(both, bytes)]);
  expect(other).toEqual(one);
  expect((await storedModel(database.main, both))?.id).toBe(one.id);
});

it("the three newest of a site are kept, pieces that nobody finished go after a while, those under way stay", async () => {
  await database.main.query("TRUNCATE library_models, library_model_pieces");
  const siteId = randomUUID();
  for (const hash of ["a", "b", "c", "d"]) await store(keyOf(siteId, hash), bytesOf(2, 1_000));
  expect(await storedModel(database.main, keyOf(siteId, "a"))).toBeNull();
  expect((await storedModel(database.main, keyOf(siteId, "d")))?.bytes).toHaveLength(1_000);
  await database.main.query("UPDATE library_model_pieces SET created_at = now() - interval '2 h'");
  const begun = randomUUID();
  await database.main.query("INSERT INTO library_model_pieces (model_id, number, piece) VALUES ($1, 0, '')", [begun]);
  await store(keyOf(siteId, "e"), bytesOf(2, 1_000));
  expect(await count("library_models")).toBe(3);
  // Three models in a piece each, and the one that is being written.
  expect(await count("library_model_pieces")).toBe(4);
});

it("what an older release kept under the same key is replaced", async () => {
  const key = keyOf(randomUUID(), "a");
  await database.main.query(
    "INSERT INTO library_models (id, site_id, library_hash, code_version, seed, questions, model) VALUES ($1, $2, 'a', 1, 1, 1, 'x')",
    [randomUUID(), key.siteId],
  );
  expect(await storedModel(database.main, key)).toBeNull();
  const kept = await store(key, bytesOf(3, 10));
  expect((await storedModel(database.main, key))?.id).toBe(kept.id);
});
