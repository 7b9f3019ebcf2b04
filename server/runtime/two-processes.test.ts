import { afterAll, beforeAll, expect, it } from "vitest";
import { rebuild } from "../routing/rows.ts";
import { openDatabase } from "../store/database.ts";
import { createTestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { buildShop } from "../testing/shop-builder.ts";
import { ABORTED } from "../testing/working-node-orders.ts";
import { startWorkingNode, type WorkingNode } from "../testing/start-working-node.ts";

/** The whole run: ANSWERLINE_SEEDS=300. */
const SEEDS = Number(process.env["ANSWERLINE_SEEDS"] ?? 10);
/** By both processes together, eight people each. */
const COMMANDS = 200;
/** Every transaction waits for up to so long before it commits, and some are aborted there. */
const DISTURBED = { delayMs: 4, abortShare: 0.03 };
const SHARED_EVERY = 6;

let workers: WorkingNode[];
let totals = { decisions: 0, afterOthers: 0, batches: 0, tried: 0, acknowledged: 0, shared: 0, aborted: 0 };

beforeAll(() => {
  workers = [startWorkingNode(), startWorkingNode()];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
});

async function runSeed(seed: number): Promise<void> {
  const made = await createTestDatabase();
  const database = openDatabase(made.url, () => undefined);
  const all = <T>(work: (worker: WorkingNode, at: number) => Promise<T>) => Promise.all(workers.map(work));
  try {
    const shop = await buildShop(database.main, { teams: 2, agentsPerTeam: 3, customers: 12 });
    for (const worker of workers) worker.acknowledged.length = 0;
    for (const [at, worker] of workers.entries())
      await worker.ask({ kind: "open", url: made.url, shop, isFirst: at === 0 }, "opened");
    const opening = (await all((worker) => worker.ask({ kind: "look" }, "looked"))).reduce(
      (sum, { counts }) => sum + counts.decisions,
      0,
    );
    // The upper bits are the same on both: what they share is derived from those.
    const worked = await all((worker, at) =>
      worker.ask(
        {
          kind: "work",
          seed: seed * 256 + at,
          name: `node ${at}`,
          commands: COMMANDS / 2,
          sharedEvery: SHARED_EVERY,
          stopAt: null,
          stopAfter: 0,
          disturbed: DISTURBED,
        },
        "worked",
      ),
    );
    // Who was aborted alone, too, is told so: it was not done.
    expect(worked.flatMap(({ faults }) => faults).filter((fault) => !fault.includes(ABORTED))).toEqual([]);
    const looked = await all((worker) => worker.ask({ kind: "look" }, "looked"));

    // Both copies, the rows and the replay; then everything that was written beside them.
    const states = looked.map(({ rows }) => rebuild(structuredClone(rows)));
    await expectSameEverywhere(database, ...states);
    await expectConsistent(database.main, states[0] as (typeof states)[number]);

    // Every decision of one node or the other, each once; a command that both were told was decided by one.
    const journal = await database.main.query<{ count: number }>("SELECT count(*)::int AS count FROM journal");
    expect(looked.reduce((sum, { counts }) => sum + counts.decisions, 0)).toBe(journal.rows[0]?.count);
    const commands = workers
      .flatMap(({ acknowledged }) => acknowledged)
      .filter(({ kind, isRepeat }) => kind === "command" && !isRepeat);
    expect(new Set(commands.map(({ principalId, clientId }) => `${principalId} ${clientId}`)).size).toBe(
      commands.length,
    );
    const remembered = await database.main.query<{ count: number }>("SELECT count(*)::int AS count FROM command_log");
    expect(remembered.rows[0]?.count).toBe(commands.length);
    const ends = await database.main.query(
      `SELECT c->>'kind' AS kind, c->>'id' AS id FROM journal, json_array_elements(outcome->'changes') c WHERE c->>'kind' IN ('offer', 'assignment', 'entry') AND json_typeof(c->'ended') = 'object'
        GROUP BY 1, 2 HAVING count(*) > 1`,
    );
    expect(ends.rows).toEqual([]);
    for (const { counts, lines } of looked) {
      // What was aborted is said in the log, and nothing else is.
      expect(lines.filter((line) => !line.includes(ABORTED))).toEqual([]);
      totals.aborted += lines.filter((line) => line.includes(ABORTED)).length;
      totals.decisions += counts.decisions;
      totals.afterOthers += counts.afterOthers;
      totals.batches += counts.batches;
    }
    totals.decisions -= opening;
    totals.tried += worked.reduce((sum, { tried }) => sum + tried, 0);
    totals.acknowledged += workers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    totals.shared += workers.reduce(
      (sum, { acknowledged }) => sum + acknowledged.filter(({ isRepeat }) => isRepeat).length,
      0,
    );
    await all((worker) => worker.ask({ kind: "close" }, "closed"));
  } finally {
    await database.close();
    await made.drop();
  }
}

it(
  `two processes on one database, ${SEEDS} seeds: no double decision; copies, rows, replay, logs and desks agree`,
  async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      await runSeed(seed).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
    }
    const sharePercent = Math.round((totals.afterOthers / totals.decisions) * 1_000) / 10;
    console.log(JSON.stringify({ seeds: SEEDS, ...totals, afterOthersPercent: sharePercent }));
    expect(sharePercent).toBeGreaterThanOrEqual(20);
    expect(totals.shared).toBeGreaterThan(0);
    expect(totals.aborted).toBeGreaterThan(0);
  },
  20_000 + SEEDS * 10_000,
);
