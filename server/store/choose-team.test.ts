import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureSite } from "#prisma/seed.ts";
import { createTestDatabase } from "#server/testing/database.ts";
import { chooseTeam, closedTeams } from "./choose-team.ts";
import { createCustomer, openConversation } from "./customers.ts";
import { type Database, openDatabase } from "./database.ts";

let database: Database;
let drop: () => Promise<void>;
let siteId: string;
const teams = { main: randomUUID(), english: randomUUID(), chinese: randomUUID() };

beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  database = openDatabase(made.url, () => undefined);
  siteId = await ensureSite(database);
  await database.main.query(
    `INSERT INTO teams (id, site_id, name, languages, is_default) VALUES ($1, $4, 'Main', '{}', true), ($2, $4, 'English', '{en}', false), ($3, $4, 'Chinese', '{zh}', false)`,
    [teams.main, teams.english, teams.chinese, siteId],
  );
});
afterAll(async () => {
  await database.close();
  await drop();
});

/** A conversation in a language, with an answer about a team's topic when one is named. */
async function asked(language: string, topicTeamId: string | null = null): Promise<string> {
  const sql = database.main;
  const conversationId = await openConversation(sql, await createCustomer(sql, siteId, language));
  await sql.query("UPDATE conversations SET language = $2 WHERE id = $1", [conversationId, language]);
  if (topicTeamId === null) return conversationId;
  const answerId = randomUUID();
  await sql.query(
    "INSERT INTO answers (id, site_id, title, body, language, team_id) VALUES ($1, $2, 'T', 'B', 'en', $3)",
    [answerId, siteId, topicTeamId],
  );
  await sql.query(
    `INSERT INTO items (conversation_id, seq, public_seq, id, kind, author_kind, data, created_at) VALUES ($1, 90, 90, $2, 'message', 'library', $3, now())`,
    [conversationId, randomUUID(), JSON.stringify({ reply: { answerId } })],
  );
  return conversationId;
}

describe("the team a hand-off goes to", () => {
  const { main, english, chinese } = teams;
  it.each([
    ["the team that names the language", "en-GB", null, [], english],
    ["the default one where nobody names it", "pt", null, [], main],
    ["the topic's, before one that names the language", "en", main, [], main],
    ["not the topic's in a language it does not serve", "en", chinese, [], english],
    ["one that is open, before one that names the language", "en", null, [english], main],
    ["one of the language though closed, before a stranger to it", "en", null, [main, english], english],
    ["the topic's though it is closed: what happens then is its own rule", "en", main, [main], main],
    ["one of the language though everybody is closed", "zh", null, [main, english, chinese], chinese],
  ] as const)("is %s", async (_what, language, topic, closedIds, expected) => {
    expect(await chooseTeam(database.main, await asked(language, topic), closedIds)).toBe(expected);
  });

  it("knows who is closed from the engine's teams", () => {
    const hours = (isOpen: boolean) => ({ isOpen, turnsAt: [] });
    const rows = [
      { id: "a", hours: null },
      { id: "b", hours: hours(false) },
      { id: "c", hours: hours(true) },
    ];
    expect(closedTeams({ teams: new Map(rows.map((row) => [row.id, row])) })).toEqual(["b"]);
  });
});
