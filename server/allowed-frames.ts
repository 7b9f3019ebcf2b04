import type { Database } from "./store/database.ts";

const KEPT_MS = 3_000;

/** Origins that may frame the chat of a site named by its key in the address; kept for a few seconds. */
export function createAllowedFrames(database: Pick<Database, "main">): {
  for(url: string): Promise<readonly string[] | null>;
} {
  const kept = new Map<string, { origins: readonly string[]; at: number }>();
  return {
    async for(url) {
      const parsed = URL.canParse(url, "http://x") ? new URL(url, "http://x") : null;
      if (parsed?.pathname !== "/chat") return null;
      const key = (parsed.searchParams.get("site") ?? "").slice(0, 60);
      const known = kept.get(key);
      if (known !== undefined && Date.now() - known.at < KEPT_MS) return known.origins;
      const found = await database.main.query<{ allowed_origins: string[] }>(
        "SELECT allowed_origins FROM sites WHERE key = $1 OR $1 = $2 ORDER BY created_at LIMIT 1",
        [key, ""],
      );
      const origins = found.rows[0]?.allowed_origins ?? [];
      if (kept.size > 1_000) kept.clear();
      kept.set(key, { origins, at: Date.now() });
      return origins;
    },
  };
}
