import type { Database } from "../store/database.ts";

const EVERY_MS = 60_000;

/** How far the database's clock is ahead of this process's: only for when to look; decisions read the clock under the lock. */
export function createDatabaseClock(database: Database): {
  read(): Promise<void>;
  offsetMs(): number;
  start(): void;
  stop(): void;
} {
  let offset = 0;
  let timer: NodeJS.Timeout | null = null;
  async function read(): Promise<void> {
    const before = Date.now();
    const found = await database.main.query<{ now: Date }>("SELECT clock_timestamp() AS now");
    const after = Date.now();
    offset = (found.rows[0]?.now.getTime() ?? after) - (before + after) / 2;
  }
  return {
    read,
    offsetMs: () => offset,
    start() {
      timer = setInterval(() => void read().catch(() => undefined), EVERY_MS);
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
