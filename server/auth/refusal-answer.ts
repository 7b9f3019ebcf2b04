import { randomUUID } from "node:crypto";
import { refusalOf, type ErrorCode, type Refusal } from "#server/contract/errors.ts";
import type { Logger } from "#server/logging.ts";
import { asRefusal } from "#server/store/database.ts";

const statuses: Partial<Record<ErrorCode, number>> = {
  signed_out: 401,
  not_found: 404,
  forbidden: 404,
  conflict: 409,
  taken: 409,
  in_use: 409,
  closed: 409,
  too_large: 413,
  wrong_type: 415,
  slow_down: 429,
  internal: 500,
  unavailable: 503,
};

/** Answers are private and never kept by anybody on the way. */
const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

export const answerData = (data: unknown, init: ResponseInit = {}): Response =>
  Response.json(
    { ok: true, data: data ?? {} },
    { ...init, headers: { ...headers, ...Object.fromEntries(new Headers(init.headers)) } },
  );

/**
 * A refusal as `Ack` JSON. A role that does not reach the address is told the same as for an address that is not there.
 * Faults of ours are logged under an id and answered without anything of them.
 */
export function answerError(error: unknown, log: Logger): Response {
  const known = refusalOf(asRefusal(error));
  const refusal: Refusal =
    known === null
      ? { code: "internal", logId: randomUUID() }
      : known.code === "forbidden"
        ? { code: "not_found" }
        : known;
  if (known === null) log.error({ err: error, logId: refusal.logId }, "a request failed");
  const retry: Record<string, string> =
    refusal.retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(refusal.retryAfterMs / 1_000)) };
  return Response.json(
    { ok: false, error: refusal },
    { status: statuses[refusal.code] ?? 400, headers: { ...headers, ...retry } },
  );
}
