/** `npm run chaos`: one JSON line on standard output, progress on standard error; see `options.ts` for the rest. */
import { readOptions, usage } from "./options.ts";
import { reportOf, tellFindings } from "./report.ts";
import { runChaos } from "./run.ts";
import { openWorld } from "./world/open-world.ts";
import { startWorldMeter } from "./world-cpu.ts";

const startedAt = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} ${line}\n`);

const ABORT_MS = 4_000;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), (line) => void process.stderr.write(`${line}\n`));
  if (options === "help") {
    process.stdout.write(usage);
    return 0;
  }
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const { nodes, seed, agents, customers, plant, dropPublishes } = options;
  const world = await openWorld({ nodes, seed, agents, customers, plant, dropPublishes, log: say });
  const abort = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  let isEnding = false;
  // A second one ends at once; what is left then ends with this process.
  const interrupt = (): void => {
    if (isEnding) process.exit(130);
    isEnding = true;
    say("interrupted");
    abort.abort();
    world.endFaults();
    // A fault under way first brings back what it broke.
    void Promise.race([running.catch(() => undefined), new Promise((resolve) => void setTimeout(resolve, ABORT_MS))])
      .then(() => world.stop())
      .finally(() => process.exit(130));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  const meter = startWorldMeter("answerline-chaos-");
  try {
    const run = runChaos(options, world, say, abort.signal);
    running = run;
    const result = await run;
    const { line, breaches, isPlantFound } = reportOf(options, result, meter.read());
    tellFindings(result, say);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (isPlantFound === false) {
      process.stderr.write(`The planted fault "${String(plant)}" was not found by the check that names it.\n`);
      return 2;
    }
    return breaches.length > 0 ? 1 : 0;
  } catch (error) {
    if (!isEnding) throw error;
    // The interruption says when this process ends.
    return await new Promise<number>(() => undefined);
  } finally {
    meter.stop();
    if (!isEnding) await world.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
