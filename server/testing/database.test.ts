import pg from "pg";
import { expect, it } from "vitest";
import { createTestDatabase } from "./database.ts";

async function tables(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = 'public'",
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

it("gives each caller a migrated database of its own, in milliseconds, and takes it away again", async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(first.url).not.toBe(second.url);
  expect(await tables(first.url)).toBeGreaterThan(1);
  const open = new pg.Client({ connectionString: first.url });
  open.on("error", () => undefined);
  await open.connect();
  await first.drop();
  await second.drop();
  await expect(tables(first.url)).rejects.toMatchObject({ code: "3D000" });
});
