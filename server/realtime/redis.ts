import { randomUUID } from "node:crypto";
import { Redis, type RedisOptions } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from "rate-limiter-flexible";
import type { Logger } from "../logging.ts";

/** A limit that asks Redis is answered by memory when Redis is slower than this. */
const COMMAND_TIMEOUT_MS = 250;
const CONNECT_TIMEOUT_MS = 2_000;
const LONGEST_RETRY_MS = 1_000;
/** A bell of our own, there and back: who does not hear it is connected to nobody, whatever the sockets say. */
const ECHO_EVERY_MS = 2_000;
const SILENT_AFTER_MS = 5_000;

export interface LimiterOptions {
  keyPrefix: string;
  points: number;
  /** Seconds, whole ones. */
  duration: number;
}

/** What the Socket.IO adapter uses of a client that publishes. */
export interface PublishPort {
  publish(channel: string, message: string | Buffer): void;
  on(): void;
  off(): void;
}
/** What it uses of a client that is subscribed. */
export interface SubscribePort {
  psubscribe(pattern: string): void;
  subscribe(channels: string[]): void;
  punsubscribe(pattern: string): void;
  unsubscribe(channels: string[]): void;
  on(event: string, listener: (...args: never[]) => void): void;
  off(event: string, listener: (...args: never[]) => void): void;
}

export interface RedisLink {
  /** Channels and keys of this shop's database begin so: one Redis may serve several. */
  prefix: string;
  pub: PublishPort;
  sub: SubscribePort;
  /** Both ways are open, and what was last said came back. */
  isConnected(): boolean;
  /** Messages that were not sent because Redis was away, or whose sending failed. */
  lostCount(): number;
  /** Runs whenever both ways are open (again): what was said meanwhile was not heard. */
  onBack(run: () => void): void;
  /** Counted for all nodes together; by this one alone while Redis does not answer. */
  limiter(options: LimiterOptions): RateLimiterAbstract;
  close(): Promise<void>;
}

/**
 * Two connections to Redis, one to publish and one that hears. Redis is a doorbell: nothing here waits for it, nothing is
 * kept for it while it is away, no fault of it is anybody's fault, and it is looked for again every second at least.
 */
export function connectRedis(options: { url: string; siteId: string; log: Logger }): RedisLink {
  const { url, log } = options;
  const prefix = `answerline:${options.siteId}`;
  const echo = `${prefix}:echo:${randomUUID()}`;
  const common: RedisOptions = {
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 6), LONGEST_RETRY_MS),
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    keepAlive: 5_000,
  };
  const pub = new Redis(url, { ...common, commandTimeout: COMMAND_TIMEOUT_MS, enableAutoPipelining: true });
  const sub = new Redis(url, { ...common, commandTimeout: CONNECT_TIMEOUT_MS });
  sub.setMaxListeners(30);

  const patterns = new Set<string>();
  const channels = new Set<string>([echo]);
  const backRuns = new Set<() => void>();
  let isSubscribed = false;
  let isUp = false;
  let isClosing = false;
  let heardAt = 0;
  let lost = 0;
  let lastFault: unknown = null;

  const isOpen = () => isSubscribed && pub.status === "ready";

  function look(): void {
    if (isClosing || isOpen() === isUp) return;
    isUp = isOpen();
    if (!isUp)
      return log.warn(
        { err: lastFault },
        "Redis is away: other servers are heard through the database, within two seconds",
      );
    heardAt = performance.now();
    log.info("Redis is connected");
    for (const run of backRuns) run();
  }
  const forget = () => undefined;

  /** After each connecting: what is subscribed ends with its connection. */
  async function subscribe(): Promise<void> {
    if (patterns.size > 0) await sub.psubscribe(...patterns);
    await sub.subscribe(...channels);
    isSubscribed = true;
    look();
  }
  sub.on("ready", () => {
    subscribe().catch((error: unknown) => {
      lastFault = error;
      if (!isClosing) sub.disconnect(true);
    });
  });
  sub.on("close", () => {
    isSubscribed = false;
    look();
  });
  sub.on("message", (channel: string) => {
    if (channel === echo) heardAt = performance.now();
  });
  pub.on("ready", look);
  pub.on("close", look);
  for (const client of [pub, sub])
    client.on("error", (error: Error) => {
      if (!isUp && lastFault === null) log.warn({ err: error }, "Redis cannot be reached; it is tried again and again");
      lastFault = error;
    });

  const beat = setInterval(() => {
    if (!isUp) return;
    if (performance.now() - heardAt > SILENT_AFTER_MS) {
      lastFault = new Error("Redis has gone silent");
      pub.disconnect(true);
      sub.disconnect(true);
      return;
    }
    pub.publish(echo, "").catch(forget);
  }, ECHO_EVERY_MS);
  beat.unref();

  return {
    prefix,
    pub: {
      publish(channel, message) {
        if (pub.status !== "ready") {
          lost += 1;
          return;
        }
        pub.publish(channel, message).catch(() => {
          lost += 1;
        });
      },
      // The adapter looks for somebody who hears errors; we do.
      on: forget,
      off: forget,
    },
    sub: {
      psubscribe(pattern) {
        patterns.add(pattern);
        if (isSubscribed) sub.psubscribe(pattern).catch(forget);
      },
      subscribe(names) {
        for (const name of names) channels.add(name);
        if (isSubscribed) sub.subscribe(...names).catch(forget);
      },
      punsubscribe(pattern) {
        patterns.delete(pattern);
        if (isSubscribed) sub.punsubscribe(pattern).catch(forget);
      },
      unsubscribe(names) {
        for (const name of names) channels.delete(name);
        if (isSubscribed) sub.unsubscribe(...names).catch(forget);
      },
      on: (event, listener) => void sub.on(event, listener as () => void),
      off: (event, listener) => void sub.off(event, listener as () => void),
    },
    isConnected: () => isUp,
    lostCount: () => lost,
    onBack: (run) => void backRuns.add(run),
    limiter: (limiter) =>
      new RateLimiterRedis({
        ...limiter,
        keyPrefix: `${prefix}:limit:${limiter.keyPrefix}`,
        storeClient: pub,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory(limiter),
      }),
    async close() {
      isClosing = true;
      clearInterval(beat);
      // What was published last is on its way when this is answered.
      if (pub.status === "ready") await pub.ping().catch(forget);
      pub.disconnect();
      sub.disconnect();
    },
  };
}
