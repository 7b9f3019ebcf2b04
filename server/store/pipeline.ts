import type pg from "pg";
import type { Sql } from "./database.ts";

/** A statement that is told nothing by the one before it. */
export type Statement = pg.QueryConfig;

/** The part of a connection that `pg` keeps to itself: what is corked goes out in one write. */
interface Corkable {
  connection?: { stream?: { cork?(): void; uncork?(): void } };
}

/**
 * Whatever `send` asks of this connection leaves in one packet. On a connection of the routing pool the statements then
 * follow each other without waiting for answers: one round trip for all of them, each with a snapshot of its own.
 */
export function together<T>(sql: Sql, send: () => T): T {
  const stream = (sql as unknown as Corkable).connection?.stream;
  stream?.cork?.();
  try {
    return send();
  } finally {
    stream?.uncork?.();
  }
}

/**
 * The answers to all of these, or the first fault in their order: a statement that fails fails those behind it, whose
 * faults say nothing. Settles when all have, so that nothing is still on its way.
 */
export async function answersOf<T extends readonly unknown[]>(
  asked: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  for (const result of await Promise.allSettled(asked)) if (result.status === "rejected") throw result.reason;
  return (await Promise.all(asked)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/** Sends statements together; what they answer is not wanted. */
export async function sendAll(sql: Sql, statements: readonly Statement[]): Promise<void> {
  await answersOf(together(sql, () => statements.map((statement) => sql.query(statement))));
}

const knownMerges = new Map<string, { name: string; text: string }>();

/**
 * Writing statements of different tables as one: each costs both sides as much as several rows. They must be named, their
 * names must stand for their texts, and none may begin with WITH.
 */
export function merged(statements: readonly Statement[]): Statement[] {
  const [first] = statements;
  if (first === undefined || statements.length === 1) return [...statements];
  const key = statements.map((statement) => statement.name).join("+");
  let known = knownMerges.get(key);
  if (known === undefined) {
    let before = 0;
    const parts = statements.map((statement, at) => {
      const numbered = statement.text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`);
      before += statement.values?.length ?? 0;
      return `s${at} AS (${numbered})`;
    });
    // Numbered, because PostgreSQL tells names apart by their first 63 letters only.
    known = { name: `merged_${knownMerges.size}`, text: `WITH ${parts.join(", ")} SELECT 1` };
    knownMerges.set(key, known);
  }
  return [{ ...known, values: statements.flatMap((statement) => statement.values ?? []) }];
}

/** One after the other, for connections that take one statement at a time. */
export async function runAll(sql: Sql, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await sql.query(statement);
}
