import { DEFAULT_SETTINGS, type SettingsRow } from "../routing/state.ts";
import type { BusyReason, LocalizedText, SiteView } from "../contract/views.ts";
import type { Sql } from "./database.ts";
import { gathered } from "./gathered.ts";

/** Durations an admin sets; the engine's own and the limit after which an owed reply is red. */
export interface Intervals {
  graceAgentMs: number;
  graceCustomerMs: number;
  connectMs: number;
  quietWarnMs: number;
  quietCloseMs: number;
  creditBoundMs: number;
  owedLimitMs: number;
}

export const DEFAULT_INTERVALS: Intervals = {
  graceAgentMs: DEFAULT_SETTINGS.graceAgentMs,
  graceCustomerMs: DEFAULT_SETTINGS.graceCustomerMs,
  connectMs: DEFAULT_SETTINGS.connectMs,
  quietWarnMs: DEFAULT_SETTINGS.quietWarnMs ?? 180_000,
  quietCloseMs: DEFAULT_SETTINGS.quietCloseMs ?? 300_000,
  creditBoundMs: DEFAULT_SETTINGS.creditBoundMs,
  owedLimitMs: 180_000,
};

export const DEFAULT_HAND_OFF = { single: 0.55, mean: 0.6 };

export interface Site {
  view: SiteView;
  allowedOrigins: string[];
  busyReasons: BusyReason[];
  intervals: Intervals;
  handOff: { single: number; mean: number };
}

interface SiteRow {
  id: string;
  key: string;
  name: string;
  greeting: LocalizedText;
  accent_color: string;
  allowed_origins: string[];
  busy_reasons: BusyReason[];
  intervals: Partial<Intervals>;
  hand_off: Partial<{ single: number; mean: number }>;
}

const toSite = (row: SiteRow): Site => ({
  view: {
    id: row.id as SiteView["id"],
    key: row.key,
    name: row.name,
    greeting: row.greeting,
    accentColor: row.accent_color,
  },
  allowedOrigins: row.allowed_origins,
  busyReasons: row.busy_reasons,
  intervals: { ...DEFAULT_INTERVALS, ...row.intervals },
  handOff: { ...DEFAULT_HAND_OFF, ...row.hand_off },
});

/** A site by its key; null for an unknown one. */
export async function siteByKey(sql: Sql, key: string): Promise<Site | null> {
  const found = await sql.query<SiteRow>({
    name: "site_by_key",
    text: "SELECT * FROM sites WHERE key = $1",
    values: [key],
  });
  return found.rows[0] === undefined ? null : toSite(found.rows[0]);
}

/** A site by its id; null for an unknown one. */
export const siteById = gathered<string, Site | null>(async (sql, ids) => {
  const found = await sql.query<SiteRow>({
    name: "sites_by_id",
    text: "SELECT * FROM sites WHERE id = ANY ($1::uuid[])",
    values: [[...new Set(ids)]],
  });
  const sites = new Map(found.rows.map((row) => [row.id, toSite(row)]));
  return ids.map((id) => sites.get(id) ?? null);
});

/** The engine's settings as this shop set them. */
export function engineSettings(intervals: Intervals): SettingsRow {
  const { owedLimitMs: _, ...engine } = intervals;
  return { ...DEFAULT_SETTINGS, ...engine };
}
