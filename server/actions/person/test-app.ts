/** An App for tests of staff actions: a database of its own, the real dispatcher, and everything published written down. */
import { randomUUID } from "node:crypto";
import { ensureSite } from "#prisma/seed.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { createTestDatabase } from "#server/testing/database.ts";
import type { Role } from "../../contract/views.ts";
import { createLogger } from "../../logging.ts";
import { createDispatcher } from "../../runtime/dispatcher.ts";
import type { Publication } from "../../runtime/publication.ts";
import { openDatabase } from "../../store/database.ts";
import { DEFAULT_HAND_OFF } from "../../store/site.ts";
import { createSession } from "../../store/sessions.ts";
import { createPerson, setPassword } from "../../store/staff.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { syncStaffToEngine } from "../team/sync-engine.ts";

export interface TestApp {
  app: App;
  published: Publication[];
  changed: string[];
  log: string[];
  libraryLoads(): number;
  close(): Promise<void>;
}

export const testPassword = "brass lamp on tuesday";
let testHash: Promise<string> | null = null;

export async function createTestApp(): Promise<TestApp> {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase(url, () => undefined);
  const published: Publication[] = [];
  const changed: string[] = [];
  const lines: string[] = [];
  let loads = 0;
  const log = createLogger({ logLevel: "info" }, { write: (line: string) => void lines.push(line) });
  const publish = (publications: readonly Publication[]) => void published.push(...publications);
  const dispatcher = createDispatcher({ database, nodeEpoch: () => randomUUID(), publish, log });
  await dispatcher.load();
  const app = {
    database,
    dispatcher,
    publish,
    log,
    siteId: await ensureSite(database),
    publicUrl: "https://desk.example",
    library: {
      entriesChanged: async () => void (loads += 1),
      status: { id: null, trainedAt: null, questions: 0, isTraining: false },
    },
    tellLibrary: async () => undefined,
    questionsMoved: () => undefined,
    baseOf: () => DEFAULT_HAND_OFF,
    settingsChanged: async (what: string) => void changed.push(what),
  } as unknown as App;
  return {
    app,
    published,
    changed,
    log: lines,
    libraryLoads: () => loads,
    async close() {
      await dispatcher.stop();
      await database.close();
      await drop();
    },
  };
}

/** Somebody with a session and a password of their own (`testPassword`). */
export async function addStaff(app: App, name: string, roles: Role[]): Promise<StaffPrincipal> {
  testHash ??= hashPassword(testPassword);
  const sql = app.database.main;
  const email = `${name.toLowerCase()}@shop.example`;
  const staffId = await createPerson(sql, { email, name, roles, capacity: 4, passwordHash: await testHash });
  await setPassword(sql, staffId, await testHash, { mustChange: false });
  await syncStaffToEngine(app);
  return { kind: "staff", staffId, sessionId: await createSession(sql, staffId, "a test"), name, email, roles };
}

/** The code a promise was refused with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "not refused",
    (error: unknown) =>
      typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error),
  );
}
