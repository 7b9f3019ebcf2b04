import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { setVip as storeVip } from "../../store/routing-settings.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** Marks a customer whose hand-offs get the team's VIP credit from now on, or takes the mark back. */
export async function setVip(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["customer:set-vip"]>,
): Promise<Record<string, never>> {
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "customer:set-vip", input), async () => {
      if (!(await storeVip(sql, app.siteId, input.customerId, input.isVip))) throw new RefusedError("not_found");
      return {};
    }),
  );
  return {};
}
