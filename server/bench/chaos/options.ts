/** The command line of `npm run chaos`. */
import { parseArgs } from "node:util";
import { faults } from "./world/faults.ts";
import { plantNames, type PlantName } from "./world/world.ts";

export interface ChaosOptions {
  seconds: number;
  isQuick: boolean;
  nodes: 1 | 2;
  /** `quick`: the fixed mixture; else names, in turn or at random. */
  faults: "quick" | readonly string[];
  plant: PlantName | null;
  seed: number;
  dropPublishes: boolean;
  customers: number;
  agents: number;
  /** Messages a second, of all together. */
  rate: number;
}

/** Faults that bring a plant out. */
const faultsOfPlant: Record<PlantName, readonly string[]> = {
  "ack-before-commit": ["node-kill"],
  "skip-dedupe": ["ack-lost", "page-reload"],
  "forget-seat": [],
  "stale-owner": [],
  "lost-publish": [],
};

export const usage = `npm run chaos -- [--quick | --seconds N | --minutes N] [options]

Real clients chat with real servers while things break; then what everybody was shown is compared with the database.
Prints one JSON line; progress and the first findings go to standard error. Ends with 1 on any breach.

  --quick            60 seconds, and a fixed mixture of faults unless --faults says otherwise
  --seconds N, --minutes N
  --nodes 1|2        servers on one database (two: also a Redis, and a proxy without sticky sessions)
  --faults LIST      names with commas, "all" (at random) or "none":
                     ${faults.map(({ name }) => name).join(", ")}
  --plant NAME       switches a known fault on; the run must go red: ${plantNames.join(", ")}
  --drop-publishes   nothing is told after a commit; pages heal by fetching what is missing (two nodes)
  --seed N           of everything random (1)
  --customers N (200)  --agents N (40)  --rate N (messages a second in all: 110)
  --help
`;

/** Null: something is wrong, and `say` was told what. */
export function readOptions(argv: readonly string[], say: (line: string) => void): ChaosOptions | "help" | null {
  const text = { type: "string" as const };
  const flag = { type: "boolean" as const, default: false };
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        help: flag,
        quick: flag,
        seconds: text,
        minutes: text,
        nodes: text,
        faults: text,
        plant: text,
        seed: text,
        "drop-publishes": flag,
        customers: text,
        agents: text,
        rate: text,
      },
    }));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
  if (values.help) return "help";
  const bad: string[] = [];
  const number = (name: string, given: string | undefined, fallback: number, least: number): number => {
    const value = given === undefined ? fallback : Number(given);
    if (!Number.isFinite(value) || value < least) bad.push(`--${name} has to be a number from ${least} on`);
    return value;
  };
  const plant = plantNames.find((name) => name === values.plant) ?? null;
  if (values.plant !== undefined && plant === null) bad.push(`there is no plant "${values.plant}"`);
  const dropPublishes = values["drop-publishes"];
  const nodes = number("nodes", values.nodes, dropPublishes ? 2 : 1, 1);
  if (nodes !== 1 && nodes !== 2) bad.push("--nodes has to be 1 or 2");
  const seconds =
    values.minutes === undefined
      ? number("seconds", values.seconds, 60, 1)
      : 60 * number("minutes", values.minutes, 1, 0.1);
  const isQuick = values.quick || (values.seconds === undefined && values.minutes === undefined);
  const chosen =
    values.faults ??
    (plant !== null ? faultsOfPlant[plant].join() : dropPublishes ? "none" : isQuick ? "quick" : "all");
  const names =
    chosen === "quick"
      ? ("quick" as const)
      : chosen === "all"
        ? faults.filter((fault) => fault.nodes <= nodes).map(({ name }) => name)
        : chosen.split(",").filter((name) => name !== "" && name !== "none");
  if (names !== "quick")
    for (const name of names) {
      const fault = faults.find((each) => each.name === name);
      if (fault === undefined) bad.push(`there is no fault "${name}"`);
      else if (fault.nodes > nodes) bad.push(`the fault "${name}" wants --nodes 2`);
    }
  const options: ChaosOptions = {
    seconds,
    isQuick,
    nodes: nodes === 2 ? 2 : 1,
    faults: names,
    plant,
    seed: number("seed", values.seed, 1, 0),
    dropPublishes,
    customers: number("customers", values.customers, 200, 1),
    agents: number("agents", values.agents, 40, 1),
    rate: number("rate", values.rate, 110, 1),
  };
  for (const line of bad) say(line);
  return bad.length === 0 ? options : null;
}
