/** `npm run bench -- web`: what the browser has to carry, on the built product in a real browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { openDatabase } from "#server/store/database.ts";
import { ensureBrowser } from "#server/testing/browser.mjs";
import { testSecrets } from "#server/testing/chat-shop.ts";
import { openBenchDatabase, type BenchDatabase } from "../messages/database.ts";
import { postmasterOf, startFamilyMeter } from "../swarm/family-cpu.ts";
import { startBuiltServer } from "./built-server.ts";
import { measureChat } from "./measure-chat.ts";
import { measureDesk, measureOpening } from "./measure-desk.ts";
import { seedBusyDesk } from "./seed-desk.ts";

const CHATS = 40;
const LONG = 5_000;
const OPENED = 200;

/** What a release is held to (issue 6, hardening L7 and L9). */
const MOST = {
  embedKb: 3,
  hostLayoutShift: 0,
  chatJsKb: 150,
  usableMs: 1_500,
  longestFrameMs: 50,
  openP95Ms: 150,
} as const;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** @returns the exit code: 1 when something weighs more or takes longer than it may, 2 when it cannot be measured here */
export async function runWebBench(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      stored: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "3" },
      folder: { type: "string" },
    },
  });
  const executablePath = ensureBrowser(say);
  if (executablePath === null) return 2;
  const past = await openBenchDatabase({
    pairs: 1,
    storedMessages: Number(values.stored),
    folder: values.folder ?? null,
    say,
  });
  const dataDir = mkdtempSync(join(tmpdir(), "answerline-web-"));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    say(`a desk with ${CHATS} chats, one of ${LONG} messages`);
    const desk = await seedBusyDesk(past, CHATS, LONG);
    const others = startFamilyMeter([await postmaster(past.url)]);
    const { authSecret } = testSecrets;
    const server = await startBuiltServer({ databaseUrl: past.url, dataDir, authSecret });
    try {
      const { cookie = "" } = past.pairs[0] ?? {};
      // The first page of a process is compiled and warmed for all that follow.
      await fetch(`${server.url}/chat?site=main`);
      say("the customer's side");
      const chat = await measureChat(browser, server.url, Number(values.rounds));
      say("the desk");
      const frames = await measureDesk(browser, server.url, cookie);
      const opening = await measureOpening(server.url, cookie, await someOf(past, desk.conversationIds));
      const figures = { ...chat, ...frames, ...opening };
      const over = Object.entries(MOST).filter(([name, most]) => figures[name as keyof typeof MOST] > most);
      process.stdout.write(
        `${JSON.stringify({ bench: "web", ...figures, storedMessages: past.storedMessages, chats: CHATS, longMessages: LONG, othersCpuPercent: others() })}\n`,
      );
      for (const [name, most] of over) say(`${name} is ${figures[name as keyof typeof MOST]}, at most ${most}`);
      return over.length === 0 ? 0 : 1;
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
    await past.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function postmaster(url: string): Promise<number | null> {
  const database = openDatabase(url, () => undefined);
  try {
    return await postmasterOf(database.main);
  } finally {
    await database.close();
  }
}

/** Conversations to open: the desk's own, and closed ones of the past that the desk's team once had. */
async function someOf({ url, teamId }: BenchDatabase, own: readonly string[]): Promise<string[]> {
  const database = openDatabase(url, () => undefined);
  try {
    const { rows } = await database.main.query<{ id: string }>(
      `UPDATE conversations SET team_id = $1 WHERE id IN (
         SELECT id FROM conversations WHERE state = 'closed' ORDER BY md5(id::text) LIMIT $2
       ) RETURNING id`,
      [teamId, OPENED - own.length],
    );
    return [...own, ...rows.map(({ id }) => id)];
  } finally {
    await database.close();
  }
}
