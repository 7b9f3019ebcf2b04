import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { recordAsked } from "./asked-questions.ts";
import { openDatabase, type Database } from "./database.ts";
import { askedBetween, journalSpan, namesOfRouting, numberAt, siteBases, urlOf } from "./journal-history.ts";

const NINE = Date.UTC(2024, 4, 6, 9);

let made: TestDatabase;
let database: Database;
let shop: Shop;

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
  shop = await buildShop(database.main, { customers: 3 });
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

async function ask(number: number, at: number, degree: number, promptCause: string | null): Promise<void> {
  await recordAsked(database.main, {
    siteId: shop.siteId,
    teamId: shop.teams[0]?.id ?? null,
    conversationId: shop.customers[number]?.conversationId ?? "",
    itemId: randomUUID(),
    replyItemId: null,
    askedAt: new Date(at),
    text: "how long does it take",
    language: "en",
    category: null,
    say: "answer",
    degree,
    mean: null,
    answerId: null,
    candidates: [],
    promptCause,
    modelId: null,
    thresholds: {
      single: 0.5,
      mean: 0.6,
      reason: "normal",
      baseSingle: 0.55,
      baseMean: 0.6,
      freeSeats: 1,
      totalSeats: 2,
      waiting: 0,
    },
  });
}

it("the questions of a stretch of time, oldest first, with what their replies were tested against", async () => {
  await ask(0, NINE + 1_000, 0.4, "single");
  await ask(1, NINE, 0.8, null);
  await ask(2, NINE + 60_000, 0.1, null);
  await database.main.query("UPDATE asked_questions SET handed_off_at = now() WHERE degree = 0.4");
  const asked = await askedBetween(database.main, NINE, NINE + 60_000);
  expect(
    asked.map(({ askedAt, degree, isPersonOffered, isHandedOff }) => [
      askedAt - NINE,
      degree,
      isPersonOffered,
      isHandedOff,
    ]),
  ).toEqual([
    [0, 0.8, false, false],
    [1_000, 0.4, true, true],
  ]);
  expect(asked[0]).toMatchObject({ single: 0.5, meanThreshold: 0.6, mean: null, teamId: shop.teams[0]?.id });
});

it("names and bases of the shop", async () => {
  const names = await namesOfRouting(database.main);
  expect(names).toContainEqual({ of: "team", id: shop.teams[0]?.id, name: "Team 1" });
  expect(names.filter(({ of }) => of === "agent")).toHaveLength(2);
  expect(await siteBases(database.main)).toEqual({});
  await database.main.query(`UPDATE sites SET hand_off = '{"single":0.5}'`);
  expect(await siteBases(database.main)).toEqual({ single: 0.5 });
  expect(urlOf(database)).toBe(made.url);
});

it("the first decision of a time is found by halving, holes and equal times included", async () => {
  expect(await journalSpan(database.main)).toBeNull();
  const at = [0, 5, 5, 5, 9, 20];
  for (const [number, ms] of at.entries())
    await database.main.query(
      `INSERT INTO journal (seq, at, event_id, event, rules_version, outcome) VALUES ($1, $2, $3, '{}', 1, '{}')`,
      [10 + number, new Date(NINE + ms), randomUUID()],
    );
  await database.main.query("DELETE FROM journal WHERE seq = 12");
  const span = (await journalSpan(database.main)) ?? { first: 0, last: 0 };
  expect(span).toEqual({ first: 10, last: 15 });
  const found = await Promise.all([-1, 0, 1, 5, 6, 9, 20, 21].map((ms) => numberAt(database.main, span, NINE + ms)));
  expect(found).toEqual([10, 10, 11, 11, 14, 14, 15, 16]);
});
