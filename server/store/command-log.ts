import { RefusedError, refusalSchema, type Refusal } from "../contract/errors.ts";
import { columnOf, columnsOf, unnestOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import type { Statement } from "./pipeline.ts";

/** Who asked, with which client id, for which body. */
export interface CommandKey {
  principalId: string;
  clientId: string;
  command: string;
  bodyHash: string;
}

export type StoredAnswer = { ok: true; data: unknown } | { ok: false; error: Refusal };

/** A command that was done, with its first answer. */
export interface Remembered extends CommandKey {
  answer: StoredAnswer;
}

/** What was done under these client ids, by `keyOf`. */
export async function storedAnswers(sql: Sql, keys: readonly CommandKey[]): Promise<Map<string, Remembered>> {
  if (keys.length === 0) return new Map();
  const found = await sql.query<{
    principal_id: string;
    client_id: string;
    command: string;
    body_hash: string;
    answer: StoredAnswer;
  }>({
    name: "stored_answers",
    // The limit keeps the plan, made perhaps while the table was empty, to one look into the index for each key.
    text: `SELECT l.principal_id, l.client_id, l.command, l.body_hash, l.answer FROM unnest($1::uuid[], $2::uuid[]) AS k(principal_id, client_id)
      CROSS JOIN LATERAL (SELECT * FROM command_log l WHERE l.principal_id = k.principal_id AND l.client_id = k.client_id LIMIT 1) l`,
    values: [
      columnOf(
        "uuid",
        keys.map((key) => key.principalId),
      ),
      columnOf(
        "uuid",
        keys.map((key) => key.clientId),
      ),
    ],
  });
  const rows = found.rows.map((row) => ({
    principalId: row.principal_id,
    clientId: row.client_id,
    command: row.command,
    bodyHash: row.body_hash,
    answer: row.answer,
  }));
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** The first answer to this command; `conflict` when its client id was used for another body or command; null when it is new. */
export function answerTo(remembered: ReadonlyMap<string, Remembered>, key: CommandKey): StoredAnswer | null {
  const before = remembered.get(keyOf(key));
  if (before === undefined) return null;
  return before.command === key.command && before.bodyHash === key.bodyHash
    ? before.answer
    : { ok: false, error: { code: "conflict" } };
}

export const keyOf = (key: Pick<CommandKey, "principalId" | "clientId">): string =>
  `${key.principalId} ${key.clientId}`;

const answerShape = {
  principal_id: "uuid",
  client_id: "uuid",
  command: "text",
  body_hash: "text",
  answer: "jsonb",
} as const;

const STORE_ANSWERS = `INSERT INTO command_log (${Object.keys(answerShape).join(", ")}) SELECT * FROM ${unnestOf(answerShape, "x")}`;

/** The statement that remembers first answers. */
export const answersStatement = (answers: readonly { key: CommandKey; answer: StoredAnswer }[]): Statement => ({
  name: "store_answers",
  text: STORE_ANSWERS,
  values: columnsOf(
    answerShape,
    answers.map(({ key, answer }) => ({
      principal_id: key.principalId,
      client_id: key.clientId,
      command: key.command,
      body_hash: key.bodyHash,
      answer,
    })),
  ),
});

/** Remembers first answers, in the transaction that did the work. */
export async function storeAnswers(
  sql: Sql,
  answers: readonly { key: CommandKey; answer: StoredAnswer }[],
): Promise<void> {
  if (answers.length > 0) await sql.query(answersStatement(answers));
}

/** The stored answer, or runs `work` and stores its answer in the same transaction. Refusals of `work` are not stored: they changed nothing. */
export async function once<T>(sql: Sql, key: CommandKey, work: () => Promise<T>): Promise<T> {
  // Two tries of one command at the same time: the second waits here and then finds the first one's answer.
  await sql.query({
    name: "lock_command",
    text: "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
    values: [keyOf(key)],
  });
  const stored = answerTo(await storedAnswers(sql, [key]), key);
  if (stored !== null) {
    if (stored.ok) return stored.data as T;
    const { code, ...detail } = refusalSchema.parse(stored.error);
    throw new RefusedError(code, detail);
  }
  const data = await work();
  await storeAnswers(sql, [{ key, answer: { ok: true, data: data ?? {} } }]);
  return data;
}

/** Forgets answers older than seven days. */
export async function pruneCommandLog(sql: Sql): Promise<number> {
  const gone = await sql.query(`DELETE FROM command_log WHERE created_at < now() - interval '7 days'`);
  return gone.rowCount ?? 0;
}
