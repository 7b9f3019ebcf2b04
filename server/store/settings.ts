import type { BusyReason, LocalizedText } from "../contract/views.ts";
import type { Sql } from "./database.ts";

export interface SettingsInput {
  name: string;
  greeting: LocalizedText;
  accentColor: string;
  allowedOrigins: readonly string[];
  busyReasons: readonly BusyReason[];
  handOff: { single: number; mean: number };
}

/** Stores a site's settings; from then on they are the shop's own, not the demo's. */
export async function saveSettings(sql: Sql, siteId: string, settings: SettingsInput): Promise<void> {
  await sql.query(
    `UPDATE sites SET name = $2, greeting = $3, accent_color = $4, allowed_origins = $5, busy_reasons = $6, hand_off = $7, is_demo = false WHERE id = $1`,
    [
      siteId,
      settings.name,
      JSON.stringify(settings.greeting),
      settings.accentColor.toLowerCase(),
      settings.allowedOrigins,
      JSON.stringify(settings.busyReasons),
      JSON.stringify(settings.handOff),
    ],
  );
}

/** Whether anything of the demo is left. */
export async function hasDemo(sql: Sql): Promise<boolean> {
  const found = await sql.query<{ has: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM staff WHERE is_demo) OR EXISTS (SELECT 1 FROM answers WHERE is_demo) OR EXISTS (SELECT 1 FROM canned_replies WHERE is_demo)
      OR EXISTS (SELECT 1 FROM conversations WHERE is_demo) OR EXISTS (SELECT 1 FROM teams WHERE is_demo) OR EXISTS (SELECT 1 FROM customers WHERE is_demo)
      OR EXISTS (SELECT 1 FROM service_requests WHERE is_demo) AS has`,
  );
  return found.rows[0]?.has ?? false;
}

/** What a site is called and says until its admin has decided. */
export const DEFAULT_SITE = {
  key: "main",
  name: "Customer service",
  greeting: { en: "Hello! What can we help you with?", zh: "您好！请问有什么可以帮您？" },
  accentColor: "#2f5bd8",
  busyReasons: [
    { code: "lunch", label: { en: "Lunch", zh: "午餐" } },
    { code: "break", label: { en: "Break", zh: "休息" } },
    { code: "training", label: { en: "Training", zh: "培训" } },
    { code: "paperwork", label: { en: "Paperwork", zh: "处理单据" } },
  ],
} as const;
