import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeDemo } from "#server/actions/settings/remove-demo.ts";
import type { App, StaffPrincipal } from "#server/actions/app.ts";
import { refusal } from "#server/actions/person/test-app.ts";
import { verifyPassword } from "#server/auth/passwords.ts";
import { publicKinds } from "#server/contract/customer-items.ts";
import { itemSchema } from "#server/contract/items.ts";
import { createAdmin } from "#server/start/admin-create.ts";
import { hasDemo } from "#server/store/settings.ts";
import { toItem, type ItemRow } from "#server/store/item-rows.ts";
import { inTransaction, openDatabase, type Database } from "#server/store/database.ts";
import { publishedContent, saveDraft } from "#server/store/library-drafts.ts";
import { publishDrafts } from "#server/store/library-publish.ts";
import { personViews, staffByEmail } from "#server/store/staff.ts";
import { createTestDatabase, type TestDatabase } from "#server/testing/database.ts";
import { describeSignIns, ensureSite, seedDemo, seedSystemAnswers } from "./seed.ts";

let made: TestDatabase;
let database: Database;
const folder = mkdtempSync(join(tmpdir(), "answerline-seed-"));
const signInsFile = join(folder, "sign-ins.txt");
beforeEach(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
});
afterEach(async () => {
  await database.close();
  await made.drop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = async (table: string, where = "true") =>
  (await database.main.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`)).rows[0]?.n ?? 0;

describe("a site", () => {
  it("is made once, with the library's own part in both languages, whoever asks first", async () => {
    const ids = await Promise.all([ensureSite(database), ensureSite(database), ensureSite(database)]);
    expect(new Set(ids).size).toBe(1);
    expect(await count("sites")).toBe(1);
    expect(await count("answers")).toBe(6);
    await seedSystemAnswers(database, ids[0] ?? "");
    expect(await count("answers", "NOT is_demo")).toBe(6);
    expect(await hasDemo(database.main)).toBe(false);
  });
});

describe("the demo", () => {
  it("fills an empty database once, with passwords that work and are kept private", async () => {
    const signIns = await seedDemo(database, { signInsFile });
    expect(signIns).toHaveLength(7);
    expect(new Set(signIns?.map(({ password }) => password)).size).toBe(7);
    expect(await seedDemo(database, { signInsFile: join(folder, "again.txt") })).toBeNull();
    expect(readFileSync(signInsFile, "utf8")).toBe(describeSignIns(signIns ?? []));
    expect(statSync(signInsFile).mode & 0o777).toBe(0o600);
    const first = signIns?.[0];
    const stored = await staffByEmail(database.main, first?.email ?? "");
    expect(await verifyPassword(stored?.passwordHash ?? null, first?.password ?? "")).toBe(true);
    expect(await count("answers", "is_demo")).toBeGreaterThanOrEqual(60);
    expect(await count("teams")).toBe(2);
    expect(await count("service_requests", "state = 'stored'")).toBe(3);
  });

  it("two at once seed it once", async () => {
    const done = await Promise.all([seedDemo(database), seedDemo(database)]);
    expect(done.filter((signIns) => signIns !== null)).toHaveLength(1);
    expect(await count("staff")).toBe(7);
  });

  it("cut off in the middle it leaves an empty database, which seeds again", async () => {
    const unwritable = join(folder, "missing", "sign-ins.txt");
    await expect(seedDemo(database, { signInsFile: unwritable })).rejects.toThrow();
    for (const table of ["sites", "staff", "answers", "items", "conversations"])
      expect(await count(table), table).toBe(0);
    expect(await seedDemo(database)).toHaveLength(7);
  });

  it("writes a past that reads like the product's own logs", async () => {
    await seedDemo(database);
    const { rows } = await database.main.query<ItemRow & { head: number; public_head: number }>(
      "SELECT i.*, c.seq AS head, c.public_seq AS public_head FROM items i JOIN conversations c ON c.id = i.conversation_id ORDER BY i.conversation_id, i.seq",
    );
    expect(rows.length).toBeGreaterThan(100);
    for (const id of new Set(rows.map((row) => row.conversation_id))) {
      const log = rows.filter((row) => row.conversation_id === id);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      expect(log.at(-1)?.head).toBe(log.length);
      const open = log.filter(({ public_seq: seq }) => seq !== null);
      expect(open.map(({ public_seq: seq }) => seq)).toEqual(open.map((_, index) => index + 1));
      expect(log[0]?.public_head).toBe(open.length);
      for (const [index, row] of log.entries()) {
        const item = itemSchema.parse(toItem(row));
        expect(item.publicSeq !== null).toBe(publicKinds.has(item.kind));
        expect(row.created_at.getTime()).toBeGreaterThanOrEqual(log[index - 1]?.created_at.getTime() ?? 0);
        expect(row.created_at.getTime()).toBeLessThanOrEqual(Date.now());
      }
    }
    expect(
      await count("conversations", "state = 'closed' AND closed_at IS NOT NULL AND close_reason IS NOT NULL"),
    ).toBeGreaterThanOrEqual(12);
    expect(await count("conversations", "state = 'library'")).toBe(3);
    expect(
      await count(
        "items i JOIN service_requests r ON r.number = (i.data->>'number')::int AND r.id = (i.data->>'requestId')::uuid",
        "i.kind = 'request'",
      ),
    ).toBe(3);
    expect(await count("answer_health", "asked > 0 AND helpful + not_helpful <= asked")).toBeGreaterThan(5);
  });
});

describe("removing the demo", () => {
  const appOf = (siteId: string) =>
    ({
      database,
      siteId,
      publish: () => undefined,
      settingsChanged: async () => undefined,
      library: { entriesChanged: async () => undefined },
      dispatcher: { state: { settings: {}, teams: new Map(), agents: new Map() }, dispatch: async () => ({}) },
      log: { warn: () => undefined, error: () => undefined },
    }) as unknown as App;

  async function seeded(): Promise<{ app: App; priya: StaffPrincipal; siteId: string }> {
    await seedDemo(database);
    const siteId = await ensureSite(database);
    const priya = (await personViews(database.main)).find(({ roles }) => roles.includes("admin"));
    if (priya === undefined) throw new Error("the demo has no admin");
    return {
      app: appOf(siteId),
      siteId,
      priya: {
        kind: "staff",
        staffId: priya.id,
        sessionId: randomUUID(),
        name: priya.name,
        email: priya.email,
        roles: priya.roles,
      },
    };
  }

  it("keeps who asks and what the shop made itself", async () => {
    const { app, priya } = await seeded();
    const edited =
      (await database.main.query<{ id: string }>("SELECT id FROM answers WHERE is_demo ORDER BY id LIMIT 1")).rows[0]
        ?.id ?? "";
    await inTransaction(database.main, async (sql) => {
      const content = await publishedContent(sql, app.siteId, edited);
      if (content === null) throw new Error("the entry is not there");
      await saveDraft(sql, app.siteId, edited, { ...content, body: "Our own words.", teamId: null }, null, "Priya");
      await publishDrafts(sql, app.siteId, { ids: null, print: null, note: "", byName: "Priya" });
    });
    const input = { clientId: randomUUID() };
    const { removed } = await removeDemo(app, priya, input);
    expect(removed).toBeGreaterThan(80);
    expect(await removeDemo(app, priya, input)).toEqual({ removed });
    expect((await personViews(database.main)).map(({ id }) => id)).toEqual([priya.staffId]);
    for (const table of [
      "conversations",
      "items",
      "cursors",
      "customers",
      "service_requests",
      "canned_replies",
      "teams",
      "team_members",
    ])
      expect(await count(table), table).toBe(0);
    expect(await count("answers", "body = 'Our own words.'")).toBe(1);
    expect(await count("answers")).toBe(7);
    expect(await count("sites", "name = 'Customer service' AND NOT is_demo")).toBe(1);
    expect(await hasDemo(database.main)).toBe(false);
  });

  it("waits while a demo agent serves somebody, and keeps a team somebody is in", async () => {
    const { app, priya, siteId } = await seeded();
    const { id: team } = (await database.main.query<{ id: string }>("SELECT id FROM teams WHERE is_default"))
      .rows[0] ?? { id: "" };
    const { id: lin } = (await database.main.query<{ id: string }>("SELECT id FROM staff WHERE email LIKE 'lin.%'"))
      .rows[0] ?? { id: "" };
    const customer = randomUUID();
    await database.main.query("INSERT INTO customers (id, site_id) VALUES ($1, $2)", [customer, siteId]);
    await database.main.query(
      "INSERT INTO conversations (id, site_id, customer_id, team_id, state, assignee_id) VALUES ($1, $2, $3, $4, 'served', $5)",
      [randomUUID(), siteId, customer, team, lin],
    );
    expect(await refusal(removeDemo(app, priya, { clientId: randomUUID() }))).toBe("in_use");
    expect(await count("staff")).toBe(7);
    await database.main.query("UPDATE conversations SET state = 'waiting', assignee_id = NULL WHERE customer_id = $1", [
      customer,
    ]);
    await removeDemo(app, priya, { clientId: randomUUID() });
    expect(await count("teams", "is_default AND NOT is_demo")).toBe(1);
    expect(await count("conversations")).toBe(1);
  });

  it("is refused when nobody who stays is an admin", async () => {
    const { app, priya } = await seeded();
    await database.main.query("UPDATE staff SET roles = '{agent}' WHERE id = $1", [priya.staffId]);
    expect(await refusal(removeDemo(app, priya, { clientId: randomUUID() }))).toBe("last_admin");
  });
});

describe("npm run admin:create", () => {
  it("makes the first admin of an empty database, with its site", async () => {
    const oneTime = await createAdmin(database, { email: "Ada@shop.example", name: " Ada ", password: null });
    expect(
      await verifyPassword(
        (await staffByEmail(database.main, "ada@shop.example"))?.passwordHash ?? null,
        oneTime ?? "",
      ),
    ).toBe(true);
    expect((await personViews(database.main))[0]).toMatchObject({
      name: "Ada",
      roles: ["admin"],
      mustChangePassword: true,
    });
    expect(await count("sites")).toBe(1);
    expect(
      await createAdmin(database, { email: "bo@shop.example", name: "Bo", password: "brass lamp on tuesday" }),
    ).toBeNull();
    expect((await personViews(database.main)).find(({ name }) => name === "Bo")?.mustChangePassword).toBe(false);
  });

  it.each([
    [{ email: "not an address", name: "Ada", password: null }, /not an e-mail/],
    [{ email: "ada@shop.example", name: " ", password: null }, /name/],
    [{ email: "ada@shop.example", name: "Ada", password: "Password123" }, /too easy/],
  ])("says what is wrong with %j", async (admin, words) => {
    await expect(createAdmin(database, admin)).rejects.toThrow(words);
  });

  it("says that an address is taken", async () => {
    await createAdmin(database, { email: "ada@shop.example", name: "Ada", password: null });
    await expect(createAdmin(database, { email: "ADA@shop.example", name: "Ada", password: null })).rejects.toThrow(
      /already/,
    );
  });
});
