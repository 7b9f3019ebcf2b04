import { RateLimiterMemory } from "rate-limiter-flexible";
import type { RateLimit } from "#server/contract/command.ts";
import { RefusedError } from "#server/contract/errors.ts";

/** Limits of one process by name and key. Kept with the running server, because Next loads modules a second time. */
export class Limits {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  private limiter(name: string, limit: RateLimit): RateLimiterMemory {
    const id = `${name} ${limit.points}/${limit.perMs}`;
    const known = this.limiters.get(id);
    if (known !== undefined) return known;
    const fresh = new RateLimiterMemory({ keyPrefix: id, points: limit.points, duration: limit.perMs / 1_000 });
    this.limiters.set(id, fresh);
    return fresh;
  }

  /** Takes a point; `slow_down` with the time to wait when there is none left. */
  async take(name: string, key: string, limit: RateLimit): Promise<void> {
    try {
      await this.limiter(name, limit).consume(key);
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      const waitMs =
        typeof refused === "object" && refused !== null && "msBeforeNext" in refused
          ? Number(refused.msBeforeNext)
          : limit.perMs;
      throw new RefusedError("slow_down", { retryAfterMs: Math.max(0, Math.round(waitMs)) });
    }
  }

  /** Gives one point back. */
  async giveBack(name: string, key: string, limit: RateLimit): Promise<void> {
    await this.limiter(name, limit).reward(key, 1);
  }

  /** Gives every point of a key back. */
  async forgive(name: string, key: string, limit: RateLimit): Promise<void> {
    await this.limiter(name, limit).delete(key);
  }
}
