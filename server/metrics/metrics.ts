import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Server } from "socket.io";
import type { App } from "../actions/app.ts";
import type { RedisLink } from "../realtime/redis.ts";
import type { Meters } from "./meters.ts";
import { registerRoutingMeters } from "./routing-meters.ts";
import { createShopMetrics } from "./shop-metrics.ts";

/** Longest wait for a database that may be away; the rest is told without it. */
const DATABASE_PATIENCE_MS = 2_000;
const LOOP_PRECISION_MS = 20;

export interface MetricsOptions {
  app: Pick<App, "database" | "dispatcher" | "messageLog">;
  io: Pick<Server, "of">;
  meters: Meters;
  /** Null when none is configured: there is then nothing to tell of it. */
  redis: Pick<RedisLink, "isConnected" | "lostCount"> | null;
  /** By the database's clock, epoch ms. */
  now(): number;
}

/** Everything this node measures, in Prometheus' text format when it is read. One for each server; it keeps its own registry. */
export function createMetrics({ app, io, meters, redis, now }: MetricsOptions): { read(): Promise<string> } {
  const registry = new Registry();
  const names = new Map<string, string>();
  let isDatabaseUp = false;

  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `answerline_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  const counter = (name: string, help: string, value: () => number) =>
    new Counter({
      name: `answerline_${name}`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  const refusals = (name: string, help: string, counts: ReadonlyMap<string, number>) =>
    new Counter({
      name: `answerline_${name}`,
      help,
      labelNames: ["code"],
      registers: [registry],
      collect() {
        this.reset();
        for (const [code, count] of counts) this.inc({ code }, count);
      },
    });

  createShopMetrics({ registry, now, state: () => app.dispatcher.state, teamName: (id) => names.get(id) ?? id });

  new Gauge({
    name: "answerline_sockets",
    help: "Sockets of people connected to this server.",
    labelNames: ["namespace"],
    registers: [registry],
    collect() {
      for (const namespace of ["/customer", "/agent"]) this.set({ namespace }, io.of(namespace).sockets.size);
    },
  });
  registry.registerMetric(meters.groupSizes);
  registry.registerMetric(meters.groupSeconds);
  gauge("appends_waiting", "Messages and notes that wait for a group.", () => app.messageLog.waiting);

  const { dispatcher } = app;
  counter("decisions_total", "Decisions of the routing engine taken here.", () => dispatcher.counts.decisions);
  counter("decision_batches_total", "Transactions those decisions took.", () => dispatcher.counts.batches);
  counter(
    "decisions_after_others_total",
    "Decisions before which another server's had to be applied.",
    () => dispatcher.counts.afterOthers,
  );
  counter("engine_rebuilds_total", "Times the engine's copy was loaded anew.", () => dispatcher.counts.rebuilds);
  registerRoutingMeters(registry, meters.routing);
  refusals("commands_refused_total", "Commands of sockets that were refused.", meters.refusedCommands);
  refusals("requests_refused_total", "HTTP requests that were refused.", meters.refusedRequests);

  gauge("database_up", "Whether the database answers.", () => (isDatabaseUp ? 1 : 0));
  const pools = { messages: app.database.hot, main: app.database.main };
  new Gauge({
    name: "answerline_database_connections",
    help: "Connections to the database.",
    labelNames: ["pool", "state"],
    registers: [registry],
    collect() {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools)) {
        this.set({ pool, state: "idle" }, idleCount);
        this.set({ pool, state: "busy" }, totalCount - idleCount);
      }
    },
  });
  new Gauge({
    name: "answerline_database_waiting",
    help: "Queries that wait for a connection.",
    labelNames: ["pool"],
    registers: [registry],
    collect() {
      for (const [pool, { waitingCount }] of Object.entries(pools)) this.set({ pool }, waitingCount);
    },
  });
  if (redis !== null) {
    gauge("redis_up", "Whether Redis is connected both ways.", () => (redis.isConnected() ? 1 : 0));
    counter(
      "redis_unsent_total",
      "Messages to other servers that Redis did not take; they were heard through the database.",
      () => redis.lostCount(),
    );
  }
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS });

  async function askDatabase(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("the database does not answer")), DATABASE_PATIENCE_MS);
    });
    try {
      const asked = app.database.main.query<{ id: string; name: string }>({
        name: "metrics_teams",
        text: "SELECT id, name FROM teams",
      });
      for (const { id, name } of (await Promise.race([asked, late])).rows) names.set(id, name);
      isDatabaseUp = true;
    } catch {
      isDatabaseUp = false;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async read() {
      await askDatabase();
      return registry.metrics();
    },
  };
}
