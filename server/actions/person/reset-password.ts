import { newOneTimePassword } from "#server/auth/one-time-password.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { revokeSessions } from "../../store/sessions.ts";
import { setPassword } from "../../store/staff.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { noChange, staffChanged } from "../team/staff-changed.ts";
import { renewOneTimePassword } from "./one-time-password.ts";

/** A one-time password in place of a forgotten one; every session of that person ends. */
export async function resetPassword(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["person:reset-password"]>,
): Promise<OutputOf<AgentCommands["person:reset-password"]>> {
  const fresh = newOneTimePassword();
  const hash = await hashPassword(fresh);
  const change = noChange();
  let isRepeat = true;
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "person:reset-password", input), async () => {
      isRepeat = false;
      if (!(await setPassword(sql, input.id, hash, { mustChange: true }))) throw new RefusedError("not_found");
      change.ended.push(...(await revokeSessions(sql, input.id, "password_changed")));
    }),
  );
  await staffChanged(app, "people", change);
  const oneTimePassword = isRepeat ? await renewOneTimePassword(app, input.id) : fresh;
  // They have set their own since the first try: what this command did is over.
  if (oneTimePassword === null) throw new RefusedError("conflict");
  return { oneTimePassword };
}
