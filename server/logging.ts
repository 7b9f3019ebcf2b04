/**
 * Structured logs: one JSON object a line on standard output.
 *
 * What people write is never logged: no message text, note, question, contact or file name; log ids, kinds, sizes
 * and durations instead. Redaction below is the second belt for objects that were logged whole by mistake.
 * Lines for the person who starts the server are printed by the start program, not by this logger.
 */
import pino from "pino";
import type { Env } from "./env.ts";

export type Logger = pino.Logger;

const privateKeys = [
  "text",
  "body",
  "content",
  "question",
  "note",
  "draft",
  "contact",
  "email",
  "phone",
  "password",
  "passwordHash",
  "secret",
  "token",
  "authorization",
  "cookie",
  "connectionString",
  "databaseUrl",
];

// pino's paths have no "at any depth": three levels cover an event inside a context inside a record.
const paths = privateKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/**
 * The logger of the process; `.child({ area: "realtime" })` for a part of it.
 * @param destination where lines go; standard output when absent (tests give their own)
 */
export function createLogger(env: Pick<Env, "logLevel">, destination?: pino.DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level: env.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: [...paths, 'headers["set-cookie"]', '*.headers["set-cookie"]'], censor: "[private]" },
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** An error without the extra fields libraries hang on it: PostgreSQL's `detail` and `where` quote row values. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}
