import type { InputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { ShopRouting } from "../../contract/routing-commands.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { saveShopRouting as storeShop } from "../../store/routing-settings.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { syncStaffToEngine } from "../team/sync-engine.ts";

/** Stores the lengths and weights that hold for every team and tells the engine. */
export async function saveShopRouting(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["routing:save-shop"]>,
): Promise<ShopRouting> {
  const { intervals, weights } = input;
  const view = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "routing:save-shop", input), async () => {
      await storeShop(sql, app.siteId, { intervals, weights });
      return { intervals, weights };
    }),
  );
  await syncStaffToEngine(app).catch((error: unknown) =>
    app.log.warn({ err: error }, "the engine was not told of the shop's rules yet"),
  );
  await app.settingsChanged("settings");
  return view;
}
