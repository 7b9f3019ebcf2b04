import type { ShopSettings } from "../../contract/admin-commands.ts";
import { RefusedError } from "../../contract/errors.ts";
import { hasDemo } from "../../store/settings.ts";
import { siteById } from "../../store/site.ts";
import type { App, StaffPrincipal } from "../app.ts";

/** The shop's settings, with the tag that puts the chat on a page. */
export async function getSettings(app: App, _me: StaffPrincipal): Promise<ShopSettings> {
  const sql = app.database.main;
  const [site, isDemo] = await Promise.all([siteById(sql, app.siteId), hasDemo(sql)]);
  if (site === null) throw new RefusedError("not_found");
  const { view, allowedOrigins, busyReasons, handOff } = site;
  const embedTag = `<script async src="${app.publicUrl}/embed.js" data-site="${view.key}" data-color="${view.accentColor}"></script>`;
  return { site: { ...view, allowedOrigins }, busyReasons, handOff, hasDemo: isDemo, embedTag };
}
