import type { App } from "#server/actions/app.ts";
import { Limits } from "#server/auth/limits.ts";
import type { Secrets } from "#server/auth/secrets.ts";
import type { Meters } from "#server/metrics/meters.ts";
import type { RedisLink } from "#server/realtime/redis.ts";

/** What routes and pages reach of the running server. */
export interface Running {
  app: App;
  secrets: Secrets;
  /** The origin people use, without a slash at the end. */
  publicUrl: string;
  /** Whether that is https: cookies are then marked so. */
  isSecure: boolean;
  /** What the process is doing, for the health page. */
  phase: () => "starting" | "serving" | "stopping";
  /** Null when there is none to be connected to. */
  redis: RedisLink | null;
  /** Grants the metrics to programs; null means nobody but staff. */
  metricsToken: string | null;
  limits: Limits;
  meters: Meters;
  /** Everything measured here, as Prometheus reads it. */
  readMetrics(): Promise<string>;
}

const key = Symbol.for("answerline");
type Global = typeof globalThis & { [key]?: Running };

/**
 * Called once by the server, before it listens. Next loads modules a second time, in the same process: only what hangs on
 * `globalThis` is shared. This file is the one place that does.
 */
export function setRunning(running: Omit<Running, "limits">): Running {
  const whole = { ...running, limits: new Limits(running.redis) };
  (globalThis as Global)[key] = whole;
  return whole;
}

/** The running server; throws when there is none (a page was rendered outside it). */
export function running(): Running {
  const found = (globalThis as Global)[key];
  if (found === undefined) throw new Error("the server is not running");
  return found;
}
