import { expect, it } from "vitest";
import { checkNames } from "./check/findings.ts";
import type { ChaosOptions } from "./options.ts";
import { reportOf } from "./report.ts";
import { runChaos } from "./run.ts";
import { openWorld } from "./world/open-world.ts";

const small: ChaosOptions = {
  seconds: 6,
  isQuick: false,
  nodes: 1,
  faults: ["node-kill"],
  plant: null,
  seed: 7,
  dropPublishes: false,
  customers: 14,
  agents: 4,
  rate: 30,
};

async function run(options: ChaosOptions) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const world = await openWorld({ ...options, log });
  try {
    return reportOf(options, await runChaos(options, world, log), null);
  } catch (error) {
    throw new Error(lines.join("\n"), { cause: error });
  } finally {
    await world.stop();
  }
}

it("a small swarm comes through the kill of its server with nothing to complain of", async () => {
  const { line, breaches } = await run(small);
  expect(breaches).toEqual([]);
  expect(Object.fromEntries(checkNames.map((name) => [name, line[name]]))).toEqual(
    Object.fromEntries(checkNames.map((name) => [name, 0])),
  );
  expect(line["acknowledged"]).toBeGreaterThan(30);
  expect(line["faults"]).toEqual({ "node-kill": 1 });
}, 60_000);

it("a planted fault is found by the check that names it", async () => {
  // An answer lost after the commit is asked for again, always; a reload may find nothing on its way.
  const { line, isPlantFound } = await run({ ...small, faults: ["ack-lost"], plant: "skip-dedupe" });
  expect(line["duplicated"]).toBeGreaterThan(0);
  expect(isPlantFound).toBe(true);
}, 60_000);
