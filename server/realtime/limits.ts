import { RateLimiterMemory, type RateLimiterAbstract } from "rate-limiter-flexible";
import type { RateLimit } from "../contract/command.ts";
import type { LimiterOptions, RedisLink } from "./redis.ts";

export interface CommandLimits {
  /** Counts one call; answers with 0, or how long to wait in ms. Never waits for anything itself. */
  take(principalId: string, command: string, limit: RateLimit): number | Promise<number>;
}

/** Calls of one person and command in the period that runs. */
interface Period {
  kind: RateLimit;
  count: number;
  /** How many of them the other nodes know of. */
  told: number;
  endsAt: number;
  /** All nodes together are over the limit until then. */
  blockedUntil: number;
}

/** Below this part of a limit nobody is told: four nodes together cannot be over it then. */
const TELL_FROM_PART = 1 / 4;
const TELL_EVERY_MS = 100;
/** Ended periods are thrown away after so many calls. */
const SWEEP_EVERY_CALLS = 10_000;

/**
 * Limits per person and command. Every call is counted here, in memory, in well under a microsecond: a round trip to
 * Redis for each message would cost more than the message. With Redis, who has used a quarter of a limit here is counted
 * together, ten times a second, behind the calls; who is over the limit on all nodes together is then refused here until
 * the period ends. So a person on several nodes may exceed a limit by what they send in a tenth of a second, nobody ever
 * waits for Redis, and while it is away each node counts alone.
 * @param options.factor loosens them all (load runs)
 */
export function createCommandLimits(options: {
  factor: number;
  redis: Pick<RedisLink, "isConnected" | "limiter"> | null;
  now?: () => number;
}): CommandLimits {
  const { factor, redis, now = () => performance.now() } = options;
  const periods = new Map<string, Period>();
  const shared = new Map<RateLimit, RateLimiterAbstract>();
  let untold = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let calls = 0;

  const pointsOf = (limit: RateLimit) => Math.ceil(limit.points * factor);

  function sharedOf(link: Pick<RedisLink, "limiter">, kind: RateLimit): RateLimiterAbstract {
    const known = shared.get(kind);
    if (known !== undefined) return known;
    const limiter = link.limiter({
      keyPrefix: `command ${pointsOf(kind)}/${kind.perMs}`,
      points: pointsOf(kind),
      duration: Math.ceil(kind.perMs / 1_000),
    });
    shared.set(kind, limiter);
    return limiter;
  }

  async function tell(link: Pick<RedisLink, "limiter">, key: string, period: Period): Promise<void> {
    const added = period.count - period.told;
    period.told += added;
    try {
      const sum = await sharedOf(link, period.kind).penalty(key, added);
      if (sum.consumedPoints > pointsOf(period.kind))
        period.blockedUntil = now() + Math.min(sum.msBeforeNext, period.kind.perMs);
    } catch {
      // Redis is away: each node counts alone.
    }
  }

  function tellAll(): void {
    timer = null;
    const keys = untold;
    untold = new Set();
    if (redis === null || !redis.isConnected()) return;
    for (const key of keys) {
      const period = periods.get(key);
      if (period !== undefined && period.endsAt > now()) void tell(redis, key, period);
    }
  }

  function sweep(at: number): void {
    for (const [key, { endsAt, blockedUntil }] of periods) if (endsAt <= at && blockedUntil <= at) periods.delete(key);
  }

  return {
    take(principalId, command, kind) {
      const at = now();
      calls += 1;
      if (calls % SWEEP_EVERY_CALLS === 0) sweep(at);
      const key = `${command} ${principalId}`;
      let period = periods.get(key);
      if (period === undefined || period.endsAt <= at) {
        const blockedUntil = period?.blockedUntil ?? 0;
        period = { kind, count: 0, told: 0, endsAt: at + kind.perMs, blockedUntil };
        periods.set(key, period);
      }
      if (period.blockedUntil > at) return Math.max(1, Math.ceil(period.blockedUntil - at));
      period.count += 1;
      const points = pointsOf(kind);
      if (redis !== null && period.count >= points * TELL_FROM_PART) {
        untold.add(key);
        timer ??= setTimeout(tellAll, TELL_EVERY_MS).unref();
      }
      return period.count <= points ? 0 : Math.max(1, Math.ceil(period.endsAt - at));
    },
  };
}

/** Refused handshakes per address: guessing tokens is slowed, a shop behind one address is not. */
export function createHandshakeLimits(redis: Pick<RedisLink, "limiter"> | null): {
  isBlocked(address: string): Promise<boolean>;
  failed(address: string): void;
} {
  const kind: LimiterOptions = { keyPrefix: "handshakes", points: 60, duration: 60 };
  const failures = redis === null ? new RateLimiterMemory(kind) : redis.limiter(kind);
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
