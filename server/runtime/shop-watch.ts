import type { DataOf } from "../contract/command.ts";
import type { AgentEvents } from "../contract/events.ts";
import type { Database } from "../store/database.ts";

export type ShopPart = DataOf<AgentEvents["settings:changed"]>["what"];

const parts: readonly ShopPart[] = ["answers", "people", "teams", "settings", "canned"];

/** What admins change, as one print per part, so that a node sees what another one was told. */
export function createShopWatch(options: { database: Database; siteId: string }): {
  /** What changed since the last look, by whatever node; nothing at the first. */
  look(): Promise<ShopPart[]>;
} {
  let known: Record<ShopPart, string> | null = null;

  return {
    async look() {
      const found = await options.database.main.query<Record<ShopPart, string>>({
        name: "shop_prints",
        text: `SELECT library_version::text AS answers,
          md5(row(s.name, s.greeting, s.accent_color, s.allowed_origins, s.busy_reasons, s.intervals, s.hand_off, s.is_demo)::text) AS settings,
          (SELECT md5(coalesce(string_agg(row(p.id, p.email, p.name, p.roles, p.is_disabled, p.capacity, p.languages, p.skills)::text, '' ORDER BY p.id), '')) FROM staff p) AS people,
          (SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t.id), '')) FROM teams t)
            || (SELECT md5(coalesce(string_agg(m::text, '' ORDER BY m.team_id, m.staff_id), '')) FROM team_members m) AS teams,
          (SELECT md5(coalesce(string_agg(c::text, '' ORDER BY c.id), '')) FROM canned_replies c) AS canned
          FROM sites s WHERE s.id = $1`,
        values: [options.siteId],
      });
      const now = found.rows[0];
      if (now === undefined) return [];
      const before = known;
      known = now;
      return before === null ? [] : parts.filter((part) => before[part] !== now[part]);
    },
  };
}
