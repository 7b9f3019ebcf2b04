import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimit } from "../contract/command.ts";

export interface CommandLimits {
  /** Counts one call; answers with 0, or how long to wait in ms. */
  take(principalId: string, command: string, limit: RateLimit): Promise<number>;
}

/** Limits per person and command, counted in this process. `factor` loosens them all (load runs). */
export function createCommandLimits(factor = 1): CommandLimits {
  const limiters = new Map<string, RateLimiterMemory>();
  return {
    async take(principalId, command, limit) {
      const kind = `${limit.points}/${limit.perMs}`;
      let limiter = limiters.get(kind);
      if (limiter === undefined) {
        limiter = new RateLimiterMemory({ points: Math.ceil(limit.points * factor), duration: limit.perMs / 1_000 });
        limiters.set(kind, limiter);
      }
      try {
        await limiter.consume(`${command} ${principalId}`);
        return 0;
      } catch (rejected) {
        return Math.max(1, (rejected as RateLimiterRes).msBeforeNext ?? limit.perMs);
      }
    },
  };
}

/** Refused handshakes per address: guessing tokens is slowed, a shop behind one address is not. */
export function createHandshakeLimits(): {
  isBlocked(address: string): Promise<boolean>;
  failed(address: string): void;
} {
  const failures = new RateLimiterMemory({ points: 60, duration: 60 });
  return {
    async isBlocked(address) {
      const state = await failures.get(address);
      return state !== null && state.remainingPoints <= 0;
    },
    failed(address) {
      void failures.consume(address).catch(() => undefined);
    },
  };
}
