import type { ShopSettings } from "../../contract/admin-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { saveSettings as storeSettings } from "../../store/settings.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { syncStaffToEngine } from "../team/sync-engine.ts";
import { getSettings } from "./get-settings.ts";

type Input = InputOf<AgentCommands["settings:save"]>;

/** Checks what the schema cannot say; `issues` names the fields. */
function faultsOf(input: Input, origins: readonly (string | null)[]): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = [];
  origins.forEach((origin, index) => {
    if (origin === null)
      faults.push({ path: `allowedOrigins.${index}`, message: "not an origin like https://shop.example" });
  });
  const codes = input.busyReasons.map(({ code }) => code.trim());
  codes.forEach((code, index) => {
    if (code === "" || codes.indexOf(code) !== index)
      faults.push({ path: `busyReasons.${index}.code`, message: "missing or used twice" });
  });
  return faults;
}

/** An origin as browsers send it, or null: no path, no user, http or https. */
function originOf(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  const isBare =
    url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return isBare && /^https?:$/.test(url.protocol) ? url.origin : null;
}

export async function saveSettings(app: App, me: StaffPrincipal, input: Input): Promise<ShopSettings> {
  const origins = input.allowedOrigins.map(originOf);
  const issues = faultsOf(input, origins);
  if (issues.length > 0) throw new RefusedError("invalid", { issues });
  const settings = {
    ...input,
    name: input.name.trim(),
    allowedOrigins: [...new Set(origins.filter((origin) => origin !== null))],
    busyReasons: input.busyReasons.map(({ code, label }) => ({ code: code.trim(), label })),
  };
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "settings:save", input), () => storeSettings(sql, app.siteId, settings)),
  );
  await syncStaffToEngine(app).catch((error: unknown) =>
    app.log.warn({ err: error }, "the engine was not told of the settings yet"),
  );
  await app.settingsChanged("settings");
  return getSettings(app, me);
}
