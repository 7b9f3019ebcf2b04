import type { OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { sessionsOf } from "../../store/sessions.ts";
import { meOf } from "../../store/staff.ts";
import type { App, StaffPrincipal } from "../app.ts";

type Output = OutputOf<AgentCommands["account:get"]>;

export async function getAccount(app: App, me: StaffPrincipal): Promise<Output> {
  const [account, sessions] = await Promise.all([
    meOf(app.database.main, me.staffId),
    sessionsOf(app.database.main, me.staffId),
  ]);
  return {
    me: account,
    sessions: sessions.map((session) => ({ ...session, isThis: session.id === me.sessionId })) as Output["sessions"],
  };
}
