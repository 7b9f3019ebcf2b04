/** Opens the world of a chaos run: PostgreSQL, Redis, shop, nodes, and one way in per client. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyMigrations } from "#server/database/migrate.ts";
import { seeded } from "#server/routing/random-shop.ts";
import { openDatabase } from "#server/store/database.ts";
import { migrationsFolder } from "#server/testing/test-postgres.ts";
import { createChaosNode, type NodeWithEyes } from "./chaos-node.ts";
import { seedChaosShop } from "./chaos-shop.ts";
import { engineDifferences } from "./engine-differences.ts";
import { findFixedPort } from "./free-port.ts";
import { openLink } from "./link.ts";
import { startChaosPostgres } from "./postgres.ts";
import { startChaosRedis } from "./redis.ts";
import { makeWorldFolder } from "./world-folder.ts";
import type { FailpointName, Link, World, WorldOptions } from "./world.ts";

export interface OpenedWorld extends World {
  /** Where a node's output is kept until the world is stopped. */
  outputOf(name: string): string;
}

/** Everything runs and listens when it resolves; give it back with `stop`. */
export async function openWorld(options: WorldOptions): Promise<OpenedWorld> {
  const { log, seed } = options;
  const folder = makeWorldFolder();
  const ends: (() => unknown)[] = [() => folder.remove()];
  const nodes: NodeWithEyes[] = [];
  const servers: (() => number | undefined)[] = [];
  /** Whatever ends this process, nothing of the world outlives it. */
  const killAll = (): void => {
    for (const pid of [...servers.map((pidOf) => pidOf()), ...nodes.map((node) => node.pid)]) {
      try {
        if (pid !== undefined) process.kill(pid, "SIGKILL");
      } catch {
        // It has ended before.
      }
    }
  };
  process.on("exit", killAll);
  ends.push(() => void process.off("exit", killAll));
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        log(`something of the world did not end cleanly: ${String(error)}`);
      }
    }
  };

  try {
    const postgres = await startChaosPostgres(folder.path);
    ends.push(() => postgres.stop());
    servers.push(postgres.postmaster);
    const redis = options.nodes === 2 ? await startChaosRedis(folder.path) : null;
    ends.push(() => redis?.kill());
    servers.push(() => redis?.pid);
    await applyMigrations(postgres.url, migrationsFolder);
    const database = openDatabase(postgres.url, () => undefined);
    ends.push(() => database.close());
    const { shop, customers } = await seedChaosShop(database, options);

    const hits: Record<FailpointName, number> = {
      beforeCommit: 0,
      afterCommitBeforeAck: 0,
      afterAckBeforePublish: 0,
      doubtfulCommit: 0,
    };
    const unexpectedExits: string[] = [];
    const outputOf = (name: string) => join(folder.path, `${name}.log`);
    for (const name of ["a", "b"].slice(0, options.nodes)) {
      nodes.push(
        createChaosNode({
          options: {
            name: `node-${name}`,
            port: await findFixedPort(),
            databaseUrl: postgres.url,
            redisUrl: redis?.url ?? null,
            siteId: shop.siteId,
            mediaFolder: folder.media,
            isAlone: options.nodes === 1,
            plant: options.plant,
            dropPublishes: options.dropPublishes,
          },
          seed: seed + 1_000 * nodes.length,
          outputFile: outputOf(`node-${name}`),
          onHit: (point) => (hits[point] += 1),
          onUnexpectedExit(what) {
            unexpectedExits.push(what);
            log(what);
          },
          log,
        }),
      );
    }
    ends.push(() => Promise.all(nodes.map((node) => node.kill())));
    // One after the other: the first one brings the shop into the engine.
    for (const node of nodes) await node.start();

    const links: Link[] = [];
    ends.push(() => Promise.all(links.map((link) => link.close())));
    const random = seeded(seed);
    const pauses = new Set<() => void>();
    let isOver = false;
    let turn = 0;
    return {
      databaseUrl: postgres.url,
      database,
      shop,
      customers,
      nodes,
      postgres,
      redis,
      unexpectedExits,
      outputOf: (name) => readFileSync(outputOf(name), "utf8"),
      async openLink(name) {
        const link = await openLink({
          name,
          random,
          ports() {
            turn += 1;
            return nodes.map((_, at) => nodes[(turn + at) % nodes.length]?.port ?? 0);
          },
        });
        links.push(link);
        return link;
      },
      failpointHits: async () => ({ ...hits }),
      pause(ms) {
        if (isOver) return Promise.resolve();
        return new Promise((resolve) => {
          const done = (): void => {
            clearTimeout(timer);
            pauses.delete(done);
            resolve();
          };
          const timer = setTimeout(done, ms);
          pauses.add(done);
        });
      },
      get areFaultsOver() {
        return isOver;
      },
      endFaults() {
        isOver = true;
        for (const done of [...pauses]) done();
      },
      engineDifferences: () => engineDifferences(database, nodes),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
