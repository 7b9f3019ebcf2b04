/**
 * `npm run admin:create`: makes an admin, the way into an installation that has nobody yet, or back into one whose admins
 * lost their passwords.
 *
 *   npm run admin:create -- --email ada@shop.example --name "Ada Lovelace"      prints a one-time password
 *   … --password-stdin                                                          takes the password from standard input
 *
 * What is not given is asked for. Works on DATABASE_URL, or on the embedded database while the server runs.
 */
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { ensureSite } from "#prisma/seed.ts";
import { newOneTimePassword } from "#server/auth/one-time-password.ts";
import { passwordFault } from "#server/auth/password-strength.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { emailSchema, nameSchema } from "#server/contract/text.ts";
import { refusalOf } from "#server/contract/errors.ts";
import { connectWithPatience } from "#server/database/connect.ts";
import { findEmbeddedUrl } from "#server/database/embedded.ts";
import { applyMigrations } from "#server/database/migrate.ts";
import { readEnv, type Env } from "#server/env.ts";
import { inTransaction, openDatabase, type Database } from "#server/store/database.ts";
import { createPerson, setPassword } from "#server/store/staff.ts";
import { isPlainError, PlainError } from "./plain-error.ts";

const PATIENCE_MS = 10_000;
const migrationsFolder = resolve(import.meta.dirname, "../../prisma/migrations");

export interface NewAdmin {
  email: string;
  name: string;
  /** Null: a one-time password is made, to be changed at the first sign-in. */
  password: string | null;
}

/** Creates the admin; answers with the one-time password, or null when one was given. PlainError says what is wrong with the input. */
export async function createAdmin(database: Database, admin: NewAdmin): Promise<string | null> {
  const email = emailSchema.safeParse(admin.email.trim());
  if (!email.success) throw new PlainError(`"${admin.email.trim()}" is not an e-mail address.`);
  const name = nameSchema.safeParse(admin.name.trim());
  if (!name.success) throw new PlainError("The name is missing, or longer than 120 characters.");
  if (admin.password !== null && passwordFault(admin.password, [name.data, email.data]) !== null) {
    throw new PlainError(
      "The password is too easy to guess: at least 8 characters, no common word, not the name or the address.",
    );
  }
  const oneTime = admin.password === null ? newOneTimePassword() : null;
  const passwordHash = await hashPassword(admin.password ?? oneTime ?? "");
  await ensureSite(database);
  try {
    await inTransaction(database.main, async (sql) => {
      const id = await createPerson(sql, {
        email: email.data,
        name: name.data,
        roles: ["admin"],
        capacity: 4,
        passwordHash,
      });
      if (oneTime === null) await setPassword(sql, id, passwordHash, { mustChange: false });
    });
  } catch (error) {
    if (refusalOf(error)?.code === "taken")
      throw new PlainError(
        `Somebody has the address ${email.data} already. Take another, or reset the password on the page People.`,
      );
    throw error;
  }
  return oneTime;
}

/** Where the installation keeps its data. */
function databaseUrlOf(env: Env): string {
  const url = env.databaseUrl ?? findEmbeddedUrl(env.dataDir);
  if (url !== undefined) return url;
  throw new PlainError(
    `The embedded database in ${env.dataDir} is not running. Start the server with \`npm start\`, leave it running, and run this again in another terminal; ` +
      "or set DATABASE_URL to the database you mean.",
  );
}

async function ask(): Promise<NewAdmin> {
  const { values } = parseArgs({
    options: {
      email: { type: "string" },
      name: { type: "string" },
      "password-stdin": { type: "boolean", default: false },
    },
  });
  const isComplete = values.email !== undefined && values.name !== undefined && !values["password-stdin"];
  if (isComplete) return { email: values.email ?? "", name: values.name ?? "", password: null };
  const terminal = createInterface({ input: process.stdin });
  const lines = terminal[Symbol.asyncIterator]();
  const question = async (words: string): Promise<string> => {
    if (process.stdin.isTTY) process.stdout.write(words);
    const line = await lines.next();
    return line.done === true ? "" : line.value;
  };
  const email = values.email ?? (await question("E-mail: "));
  const name = values.name ?? (await question("Name: "));
  const password = values["password-stdin"] ? await question("Password: ") : null;
  terminal.close();
  return { email, name, password };
}

async function main(): Promise<void> {
  const url = databaseUrlOf(readEnv());
  const admin = await ask();
  let trouble = "";
  await connectWithPatience(url, {
    signal: AbortSignal.timeout(PATIENCE_MS),
    onWaiting: (message) => (trouble = message),
  }).catch((error: unknown) => {
    throw trouble === "" || isPlainError(error) ? error : new PlainError(trouble);
  });
  await applyMigrations(url, migrationsFolder);
  const database = openDatabase(url, () => undefined);
  try {
    const oneTime = await createAdmin(database, admin);
    process.stdout.write(`${admin.email.trim()} is an admin now.\n`);
    if (oneTime !== null)
      process.stdout.write(
        `One-time password: ${oneTime}\nIt is asked for once; a password of their own is set at the first sign-in.\n`,
      );
  } finally {
    await database.close();
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `${isPlainError(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  });
}
