import type { Running } from "./running.ts";

/** What this node lacks to serve: `starting`, `stopping`, `database`; null when nothing. Names no address and no version. */
export async function isReady(running: Running): Promise<"starting" | "stopping" | "database" | null> {
  const phase = running.phase();
  if (phase !== "serving") return phase;
  try {
    await running.app.database.main.query({ text: "SELECT 1", name: "health" });
    return null;
  } catch {
    return "database";
  }
}

/** How Redis stands; `none` where none is configured. */
export function redisState({ redis }: Pick<Running, "redis">): "connected" | "away" | "none" {
  if (redis === null) return "none";
  return redis.isConnected() ? "connected" : "away";
}
