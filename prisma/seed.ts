/**
 * What a database begins with. Every installation gets its site and the library's own part in a conversation; an empty
 * embedded database gets the demo shop as well. Each is one transaction under a lock: a kill in the middle leaves nothing,
 * and of two servers that start together one does it.
 */
import { v7 as uuidv7 } from "uuid";
import { newOneTimePassword } from "#server/auth/one-time-password.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { writeAtomically } from "#server/database/files.ts";
import type { Database } from "#server/store/database.ts";
import { DEFAULT_SITE } from "#server/store/settings.ts";
import { DEFAULT_HAND_OFF, DEFAULT_INTERVALS } from "#server/store/site.ts";
import type { Prisma } from "./generated/client.ts";
import type { AnswerSeed } from "./scenarios/answer-seed.ts";
import { answersEn } from "./scenarios/demo-shop/answers-en.ts";
import { answersZh } from "./scenarios/demo-shop/answers-zh.ts";
import { demoCannedReplies } from "./scenarios/demo-shop/canned-replies.ts";
import { type DemoPerson, demoPeople, demoTeams } from "./scenarios/demo-shop/people.ts";
import { demoSite } from "./scenarios/demo-shop/site.ts";
import { systemAnswers } from "./scenarios/system-answers.ts";
import { seedPast } from "./seed-past.ts";

type Transaction = Prisma.TransactionClient;

export interface SignIn {
  email: string;
  password: string;
  name: string;
  roles: readonly string[];
}

const lockNumber = 7_202;
/** Hashing and a few hundred rows; generous, because the machine may be busy building. */
const patience = { maxWait: 30_000, timeout: 120_000 };

async function alone<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return database.prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lockNumber}::bigint)`;
    return work(transaction);
  }, patience);
}

/** The installation's site, made with the system answers when the database has none. Answers with its id. */
export async function ensureSite(database: Database): Promise<string> {
  return alone(database, async (transaction) => {
    const found = await transaction.site.findUnique({ where: { key: DEFAULT_SITE.key }, select: { id: true } });
    return found?.id ?? insertSite(transaction, { ...DEFAULT_SITE, allowedOrigins: [], isDemo: false });
  });
}

/** The library's own part in a conversation (a person is asked for, a greeting, thanks), unless the site has it. */
export async function seedSystemAnswers(database: Database, siteId: string): Promise<void> {
  await alone(database, async (transaction) => {
    const has = await transaction.answer.count({ where: { siteId, kind: { not: "answer" } } });
    if (has === 0) await insertAnswers(transaction, siteId, systemAnswers, false, new Map());
  });
}

export interface DemoOptions {
  /** The password of a person of the demo; random when absent. */
  password?: (person: DemoPerson) => string;
  /** Where the sign-ins are kept (mode 600). Written before the commit: committed passwords are never lost. */
  signInsFile?: string;
  /** The moment the demo's past is counted back from, epoch ms. */
  now?: number;
}

/** The demo shop, into a database without a site; null (and nothing done) when it has one. */
export async function seedDemo(database: Database, options: DemoOptions = {}): Promise<SignIn[] | null> {
  const { password = newOneTimePassword, signInsFile, now = Date.now() } = options;
  // Before the transaction: hashing takes a while, and an installation that has a site does none of it.
  if ((await database.prisma.site.count()) > 0) return null;
  const people = await Promise.all(
    demoPeople.map(async (person) => {
      const own = password(person);
      return { ...person, id: uuidv7(), password: own, passwordHash: await hashPassword(own) };
    }),
  );
  const signIns = people.map(({ email, name, roles, password: own }) => ({ email, name, roles, password: own }));
  const isDone = await alone(database, async (transaction) => {
    if ((await transaction.site.count()) > 0) return false;
    await insertDemo(transaction, people, now);
    if (signInsFile !== undefined) writeAtomically(signInsFile, describeSignIns(signIns));
    return true;
  });
  if (!isDone) return null;
  // Plans made without statistics halve what the message path can do.
  await database.main.query("ANALYZE");
  return signIns;
}

/** The text of `sign-ins.txt`, also fit for the terminal. */
export function describeSignIns(signIns: readonly SignIn[]): string {
  const width = (of: (signIn: SignIn) => string) => Math.max(...signIns.map((signIn) => of(signIn).length));
  const emailWidth = width(({ email }) => email);
  const passwordWidth = width(({ password }) => password);
  const lines = signIns.map(
    ({ email, password, roles }) =>
      `  ${email.padEnd(emailWidth)}  ${password.padEnd(passwordWidth)}  ${roles.join(", ")}`,
  );
  return `Sign-ins of the demo shop ${demoSite.name} (made at random for this installation):\n\n${lines.join("\n")}\n`;
}

interface NewSite {
  key: string;
  name: string;
  greeting: object;
  accentColor: string;
  allowedOrigins: readonly string[];
  busyReasons: readonly object[];
  isDemo: boolean;
}

async function insertSite(transaction: Transaction, site: NewSite): Promise<string> {
  const id = uuidv7();
  await transaction.site.create({
    data: {
      ...site,
      id,
      allowedOrigins: [...site.allowedOrigins],
      greeting: site.greeting,
      busyReasons: [...site.busyReasons],
      intervals: { ...DEFAULT_INTERVALS },
      handOff: { ...DEFAULT_HAND_OFF },
    },
  });
  await insertAnswers(transaction, id, systemAnswers, false, new Map());
  return id;
}

type Entry = { id: string; title: string; body: string };

async function insertAnswers(
  transaction: Transaction,
  siteId: string,
  seeds: readonly AnswerSeed[],
  isDemo: boolean,
  teamIds: ReadonlyMap<string, string>,
): Promise<Map<string, Entry>> {
  const entries = seeds.map((seed) => ({ ...seed, id: uuidv7() }));
  const ids = new Map(entries.map(({ key, id }) => [key, id]));
  await transaction.answer.createMany({
    data: entries.map(({ id, kind, title, body, category, language, questions, teamKey, ...more }) => ({
      id,
      siteId,
      kind,
      title,
      body,
      category,
      language,
      isDemo,
      questions: [...questions],
      teamId: teamKey === undefined ? null : (teamIds.get(teamKey) ?? null),
      askerKind: more.askerKind ?? null,
      quickReplies: (more.quickReplies ?? []).map(({ label, text }) => ({ label, text })),
      followUpIds: (more.followUpKeys ?? []).flatMap((key) => ids.get(key) ?? []),
    })),
  });
  return new Map(entries.map(({ key, id, title, body }) => [key, { id, title, body }]));
}

async function insertDemo(
  transaction: Transaction,
  people: readonly (DemoPerson & { id: string; passwordHash: string })[],
  now: number,
): Promise<void> {
  const siteId = await insertSite(transaction, { ...DEFAULT_SITE, ...demoSite, isDemo: true });
  const teams = demoTeams.map((team) => ({ ...team, id: uuidv7() }));
  const teamIds = new Map(teams.map(({ key, id }) => [key as string, id]));
  await transaction.team.createMany({
    data: teams.map(({ id, name, languages, isDefault }) => ({
      id,
      siteId,
      name,
      languages: [...languages],
      isDefault,
      isDemo: true,
    })),
  });
  await transaction.staff.createMany({
    data: people.map(({ id, email, name, roles, capacity, language, passwordHash }) => ({
      id,
      email,
      name,
      roles: [...roles],
      capacity,
      language,
      passwordHash,
      mustChangePassword: false,
      isDemo: true,
    })),
  });
  await transaction.teamMember.createMany({
    data: people.flatMap(({ id, teamKeys }, position) =>
      teamKeys.map((key) => ({ teamId: teamIds.get(key) ?? "", staffId: id, position })),
    ),
  });
  const entries = await insertAnswers(transaction, siteId, [...answersEn, ...answersZh], true, teamIds);
  await transaction.cannedReply.createMany({
    data: demoCannedReplies.map(({ shortcut, title, body, language }) => ({
      id: uuidv7(),
      siteId,
      shortcut,
      title,
      body,
      language,
      isDemo: true,
    })),
  });
  await seedPast(transaction, { siteId, now, answers: entries, people: byKey(people), teams: byKey(teams) });
}

const byKey = <T extends { key: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.key, row]));
