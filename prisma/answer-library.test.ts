import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { applyMigrations } from "#server/database/migrate.ts";
import { createEmptyDatabase, type TestDatabase } from "#server/testing/database.ts";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";

/** Migration 0003 on a database that the release before filled, and that release's statements after it. */

const all = resolve(import.meta.dirname, "migrations");
const site = "01920000-0000-7000-8000-000000000001";
const entry = "01920000-0000-7000-8000-000000000002";
let folder: TemporaryFolder;
let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  for (const name of ["0001_start", "0002_append_group"])
    cpSync(join(all, name), join(folder.path, name), { recursive: true });
  database = await createEmptyDatabase();
  await applyMigrations(database.url, folder.path);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
  folder.remove();
});

it("keeps entries and their counts, and leaves the release before its statements", async () => {
  await client.query(
    `INSERT INTO sites (id, key, name, greeting, accent_color, allowed_origins, busy_reasons, intervals, hand_off)
      VALUES ($1, 'shop', 'Shop', '{}', '#000000', '{}', '[]', '{}', '{}')`,
    [site],
  );
  const insert = `INSERT INTO answers (id, site_id, title, body, category, language, team_id, questions, is_enabled, updated_by_name)
    VALUES ($1, $2, 'Títle', 'Body', NULL, 'en', NULL, '{"Ｆirst?","第二"}', true, 'Ada') RETURNING *`;
  await client.query(insert, [entry, site]);
  await client.query("UPDATE answers SET asked = 7, helpful = 3, not_helpful = 1 WHERE id = $1", [entry]);
  const { applied } = await applyMigrations(database.url, all);
  expect(applied).toContain("0003_answer_library");
  const health = await client.query("SELECT asked, helpful, not_helpful, led_to_person FROM answer_health");
  expect(health.rows).toEqual([{ asked: 7, helpful: 3, not_helpful: 1, led_to_person: 0 }]);
  const kept = await client.query("SELECT search, picture_ids, quick_replies, follow_up_ids, asker_kind FROM answers");
  expect(kept.rows).toEqual([
    {
      search: "títle\n\nfirst?\n第二\nbody",
      picture_ids: [],
      quick_replies: [],
      follow_up_ids: [],
      asker_kind: null,
    },
  ]);
  // What the release before goes on doing beside us.
  await client.query(insert, ["01920000-0000-7000-8000-000000000003", site]);
  await client.query("UPDATE answers SET asked = greatest(0, asked + 1) WHERE id = $1", [entry]);
  const found = await client.query("SELECT count(*)::int AS n FROM answers WHERE site_id = $1 AND is_enabled", [site]);
  expect(found.rows).toEqual([{ n: 2 }]);
});
