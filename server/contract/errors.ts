import { z } from "zod";

/**
 * The closed list of refusals. "Not yours" and "not there" are one answer (`not_found`), so a refusal never tells
 * a stranger that something exists.
 */
export const errorCodes = [
  "invalid", // the payload does not fit the schema; `issues` says where
  "signed_out", // no (valid) credential
  "not_found", // not there, or not yours
  "forbidden", // your role does not hold this command at all
  "conflict", // the same clientId with another body
  "closed", // the conversation has ended
  "already_waiting",
  "already_assigned",
  "nobody_available", // no reachable agent: leave a message instead
  "queue_full",
  "team_closed", // outside its hours: leave a message instead; `opensAt` says when it opens
  "not_manual", // the team's work is given out, not taken
  "offer_gone", // taken, withdrawn or timed out meanwhile
  "at_capacity",
  "not_available", // who would take it is busy, offline, leaving, or marked not responding
  "already_rated",
  "already_claimed",
  "too_large",
  "wrong_type", // a file whose bytes are not what is allowed
  "wrong_password",
  "weak_password",
  "taken", // a name or address somebody else has
  "last_admin",
  "in_use",
  "slow_down", // a limit or a full queue; try again after a moment
  "unavailable", // the database is away; nothing was stored
  "version_mismatch",
  "internal", // a fault of ours; `logId` names it in the log
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export const refusalSchema = z.object({
  code: errorCodeSchema,
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfterMs: z.number().optional(),
  /** With `team_closed`: the next opening, epoch ms; null = none within a fortnight. */
  opensAt: z.number().nullable().optional(),
  logId: z.string().optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What every command is answered with. `ok: true` means committed in PostgreSQL. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: Refusal };

/** A refusal thrown inside the server; recognised by `code`, never by `instanceof` (modules may load twice). */
export class RefusedError extends Error {
  readonly code: ErrorCode;
  readonly refusal: Refusal;
  constructor(code: ErrorCode, detail: Omit<Refusal, "code"> = {}) {
    super(code);
    this.name = "RefusedError";
    this.code = code;
    this.refusal = { code, ...detail };
  }
}

/** The refusal inside any thrown value, or null when it is an unknown fault. */
export function refusalOf(error: unknown): Refusal | null {
  if (typeof error !== "object" || error === null || !("refusal" in error)) return null;
  const parsed = refusalSchema.safeParse(error.refusal);
  return parsed.success ? parsed.data : null;
}
