import { newOneTimePassword } from "#server/auth/one-time-password.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { Role } from "../../contract/views.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction, type Sql } from "../../store/database.ts";
import { revokeSessions } from "../../store/sessions.ts";
import { createPerson, lockPerson, personView, releaseClaims, setAbilities, updatePerson } from "../../store/staff.ts";
import { conversationsOfTeams, setTeamsOf } from "../../store/teams.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { noChange, staffChanged, type StaffChange } from "../team/staff-changed.ts";
import { renewOneTimePassword } from "./one-time-password.ts";

type Input = InputOf<AgentCommands["person:save"]>;

/** Adds or edits somebody. Other roles end their sessions: the next sign-in has the new ones. */
export async function savePerson(
  app: App,
  me: StaffPrincipal,
  input: Input,
): Promise<OutputOf<AgentCommands["person:save"]>> {
  const roles = [...new Set(input.roles)];
  const fresh = input.id === null ? newOneTimePassword() : null;
  const passwordHash = fresh === null ? "" : await hashPassword(fresh);
  const change = noChange();
  let isRepeat = true;
  const person = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "person:save", input), async () => {
      isRepeat = false;
      const fields = { email: input.email, name: input.name.trim(), roles, capacity: input.capacity };
      const id = input.id ?? (await createPerson(sql, { ...fields, passwordHash }));
      if (input.id !== null) {
        await allowRoles(sql, app.siteId, id, roles, change);
        await updatePerson(sql, id, fields);
      }
      const { skills } = input;
      await setAbilities(sql, id, { languages: input.languages && [...new Set(input.languages)], skills });
      const left = await setTeamsOf(sql, app.siteId, id, input.teamIds);
      if (!roles.includes("supervisor") && !roles.includes("admin")) {
        for (const conversationId of await conversationsOfTeams(sql, left, id))
          change.unfollow.push({ staffId: id, conversationId });
      }
      // The password is never stored in the open, not even as the answer of this command.
      return personView(sql, id);
    }),
  );
  await staffChanged(app, "people", change);
  const oneTimePassword = isRepeat && input.id === null ? await renewOneTimePassword(app, person.id) : fresh;
  return { person, oneTimePassword };
}

async function allowRoles(
  sql: Sql,
  siteId: string,
  id: string,
  roles: readonly Role[],
  change: StaffChange,
): Promise<void> {
  const locked = await lockPerson(sql, id);
  if (locked === null) throw new RefusedError("not_found");
  const wasAdmin = locked.roles.includes("admin") && !locked.isDisabled;
  if (wasAdmin && !roles.includes("admin") && locked.otherAdmins === 0) throw new RefusedError("last_admin");
  const isSame = roles.length === locked.roles.length && roles.every((role) => locked.roles.includes(role));
  if (isSame) return;
  change.ended.push(...(await revokeSessions(sql, id, "roles_changed")));
  if (!roles.includes("agent")) change.boxSeq = await releaseClaims(sql, siteId, id);
}
