import { passwordFault } from "#server/auth/password-strength.ts";
import { hashPassword, verifyPassword } from "#server/auth/passwords.ts";
import { RefusedError } from "../../contract/errors.ts";
import { inTransaction } from "../../store/database.ts";
import { revokeSessions } from "../../store/sessions.ts";
import { passwordOf, setPassword } from "../../store/staff.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { cutsOf } from "../team/staff-changed.ts";

export interface PasswordChange {
  /** The password so far. Null only at the first sign-in, whose session the one-time password has just opened. */
  current: string | null;
  next: string;
}

/** Sets one's own password and ends every other session. */
export async function changePassword(
  app: App,
  me: StaffPrincipal,
  input: PasswordChange,
): Promise<Record<string, never>> {
  const sql = app.database.main;
  const former = await passwordOf(sql, me.staffId);
  if (former === null) throw new RefusedError("signed_out");
  const isKnown = input.current === null ? former.mustChange : await verifyPassword(former.hash, input.current);
  if (!isKnown) throw new RefusedError("wrong_password");
  const isSame = await verifyPassword(former.hash, input.next);
  if (isSame || passwordFault(input.next, [me.name, me.email]) !== null) throw new RefusedError("weak_password");
  const hash = await hashPassword(input.next);
  const ended = await inTransaction(app.database.main, async (transaction) => {
    const isDone = await setPassword(transaction, me.staffId, hash, { mustChange: false, formerHash: former.hash });
    if (!isDone) throw new RefusedError("wrong_password");
    return revokeSessions(transaction, me.staffId, "password_changed", { except: me.sessionId });
  });
  app.publish(cutsOf(ended));
  app.log.info(
    { audit: "password_changed", staffId: me.staffId, sessionId: me.sessionId, sessionsEnded: ended.length },
    "password changed",
  );
  return {};
}
