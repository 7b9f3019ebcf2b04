import { DEFAULT_SETTINGS, type SettingsRow } from "../routing/state.ts";
import type { ShopIntervals, Weights } from "../contract/routing-rules.ts";
import type { BusyReason, LocalizedText, SiteView } from "../contract/views.ts";
import type { Sql } from "./database.ts";
import { gathered } from "./gathered.ts";

export type Intervals = ShopIntervals;

/** Lengths of a shop nobody has set any for: the engine's own, and the limit after which an owed reply is red. */
export const DEFAULT_INTERVALS: Intervals = {
  graceAgentMs: DEFAULT_SETTINGS.graceAgentMs,
  graceCustomerMs: DEFAULT_SETTINGS.graceCustomerMs,
  connectMs: DEFAULT_SETTINGS.connectMs,
  quietWarnMs: DEFAULT_SETTINGS.quietWarnMs,
  quietCloseMs: DEFAULT_SETTINGS.quietCloseMs,
  creditBoundMs: DEFAULT_SETTINGS.creditBoundMs,
  roundRestMs: DEFAULT_SETTINGS.roundRestMs,
  placeKeptMs: DEFAULT_SETTINGS.placeKeptMs,
  owedLimitMs: 180_000,
  awayAfterMs: null,
};

export const DEFAULT_WEIGHTS: Weights = DEFAULT_SETTINGS.weights;

export const DEFAULT_HAND_OFF = { single: 0.55, mean: 0.6 };

export interface Site {
  view: SiteView;
  allowedOrigins: string[];
  busyReasons: BusyReason[];
  intervals: Intervals;
  /** What one of each weighs, in chats. */
  weights: Weights;
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
  /** The weights are kept beside the lengths. */
  intervals: Partial<Intervals> & { weights?: Weights };
  hand_off: Partial<{ single: number; mean: number }>;
}

const toSite = ({ intervals: { weights, ...intervals }, ...row }: SiteRow): Site => ({
  view: {
    id: row.id as SiteView["id"],
    key: row.key,
    name: row.name,
    greeting: row.greeting,
    accentColor: row.accent_color,
  },
  allowedOrigins: row.allowed_origins,
  busyReasons: row.busy_reasons,
  intervals: { ...DEFAULT_INTERVALS, ...intervals },
  weights: { ...DEFAULT_WEIGHTS, ...weights },
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
export function engineSettings({ intervals, weights }: Pick<Site, "intervals" | "weights">): SettingsRow {
  const { owedLimitMs: _limit, awayAfterMs: _away, ...engine } = intervals;
  return { ...DEFAULT_SETTINGS, ...engine, weights };
}
