import { createHash } from "node:crypto";
import { z } from "zod";
import { refusalOf, RefusedError } from "#server/contract/errors.ts";
import { storableText } from "#server/contract/text.ts";
import type { Logger } from "#server/logging.ts";
import type { Publish } from "#server/runtime/publication.ts";
import { inTransaction, type Database } from "#server/store/database.ts";
import { createSession, revokeSessions } from "#server/store/sessions.ts";
import { foldEmail, staffByEmail } from "#server/store/staff.ts";
import type { Limits } from "./limits.ts";
import { verifyPassword } from "./passwords.ts";

export interface SignInDesk {
  database: Pick<Database, "main">;
  limits: Limits;
  log: Logger;
  publish: Publish;
}

const attemptSchema = z.object({ email: storableText(254), password: z.string().max(1_000) });

/** Failures a minute for one account from one address, and for one address over all accounts. */
export const ACCOUNT_LIMIT = { points: 5, perMs: 60_000 };
export const ADDRESS_LIMIT = { points: 40, perMs: 60_000 };

export interface SignInResult {
  sessionId: string;
  staffId: string;
  language: string;
}

/**
 * Checks e-mail and password and begins a session. Unknown, disabled and wrong are one answer (`wrong_password`) in one
 * time. Each try costs a point before anything is looked up and a right one gives them back; without points left the
 * answer is `slow_down`, from this address only: the owner elsewhere is not locked out.
 */
export async function signIn(
  desk: SignInDesk,
  attempt: unknown,
  from: { address: string; userAgent: string | null },
): Promise<SignInResult> {
  const parsed = attemptSchema.safeParse(attempt);
  const { email, password } = parsed.success ? parsed.data : { email: "", password: "" };
  const account = `${createHash("sha256").update(foldEmail(email)).digest("base64url")} ${from.address}`;
  try {
    await desk.limits.take("sign-in account", account, ACCOUNT_LIMIT);
    await desk.limits.take("sign-in address", from.address, ADDRESS_LIMIT);
  } catch (error) {
    if (refusalOf(error)?.code === "slow_down")
      desk.log.warn({ audit: "sign_in_slowed", address: from.address }, "sign-in slowed down");
    throw error;
  }
  const found = await staffByEmail(desk.database.main, email);
  const isRight = await verifyPassword(found === null || found.isDisabled ? null : found.passwordHash, password);
  if (!isRight || found === null) {
    desk.log.warn({ audit: "sign_in_failed", staffId: found?.id ?? null, address: from.address }, "sign-in failed");
    throw new RefusedError("wrong_password");
  }
  await desk.limits.forgive("sign-in account", account, ACCOUNT_LIMIT);
  // Only its own: with an account one must not be able to go on guessing at others'.
  await desk.limits.giveBack("sign-in address", from.address, ADDRESS_LIMIT);
  const sessionId = await createSession(desk.database.main, found.id, from.userAgent);
  desk.log.info({ audit: "signed_in", staffId: found.id, sessionId, address: from.address }, "signed in");
  return { sessionId, staffId: found.id, language: found.language };
}

/** Ends the session and its sockets. A session that had ended already is no fault. */
export async function signOut(desk: SignInDesk, session: { sessionId: string; staffId: string }): Promise<void> {
  const ended = await inTransaction(desk.database.main, (sql) =>
    revokeSessions(sql, session.staffId, "revoked", { only: session.sessionId }),
  );
  if (ended.length === 0) return;
  desk.publish([{ kind: "cut", ...session, reason: "revoked" }]);
  desk.log.info({ audit: "signed_out", ...session }, "signed out");
}
