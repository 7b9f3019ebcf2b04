import type { PersonView } from "../../contract/admin-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { revokeSessions } from "../../store/sessions.ts";
import { lockPerson, personView, releaseClaims, setDisabled } from "../../store/staff.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { noChange, staffChanged } from "../team/staff-changed.ts";

/** Locks somebody out, at once and everywhere (their chats go back to the line), or lets them in again. */
export async function setPersonDisabled(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["person:set-disabled"]>,
): Promise<PersonView> {
  const change = noChange();
  const person = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "person:set-disabled", input), async () => {
      const locked = await lockPerson(sql, input.id);
      if (locked === null) throw new RefusedError("not_found");
      if (input.isDisabled && locked.roles.includes("admin") && !locked.isDisabled && locked.otherAdmins === 0)
        throw new RefusedError("last_admin");
      await setDisabled(sql, input.id, input.isDisabled);
      if (input.isDisabled) {
        change.ended.push(...(await revokeSessions(sql, input.id, "disabled")));
        change.boxSeq = await releaseClaims(sql, app.siteId, input.id);
      }
      return personView(sql, input.id);
    }),
  );
  await staffChanged(app, "people", change);
  return person;
}
