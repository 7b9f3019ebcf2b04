import { RateLimiterMemory, type RateLimiterAbstract } from "rate-limiter-flexible";
import type { RateLimit } from "#server/contract/command.ts";
import { RefusedError } from "#server/contract/errors.ts";

/** Makes limiters that count for all nodes together. */
export interface SharedLimits {
  limiter(options: { keyPrefix: string; points: number; duration: number }): RateLimiterAbstract;
}

/** Guesses and newcomers are counted for all nodes together; other requests by each node, without a way to Redis and back. */
const shared: ReadonlySet<string> = new Set(["sign-in account", "sign-in address", "new customers"]);

/**
 * Limits by name and key. Kept with the running server, because Next loads modules a second time. Without Redis, or while
 * it does not answer within a moment, each node counts alone: a limit never refuses because Redis is away.
 */
export class Limits {
  private readonly limiters = new Map<string, RateLimiterAbstract>();
  private readonly redis: SharedLimits | null;

  constructor(redis: SharedLimits | null = null) {
    this.redis = redis;
  }

  private limiter(name: string, limit: RateLimit): RateLimiterAbstract {
    const id = `${name} ${limit.points}/${limit.perMs}`;
    const known = this.limiters.get(id);
    if (known !== undefined) return known;
    const options = { keyPrefix: id, points: limit.points, duration: Math.ceil(limit.perMs / 1_000) };
    const fresh =
      this.redis !== null && shared.has(name) ? this.redis.limiter(options) : new RateLimiterMemory(options);
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
