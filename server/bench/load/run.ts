/** `npm run bench -- load L1|L2|L3|L4`: the load of the product's own limits; one JSON line each, 1 on a breach. */
import { parseArgs } from "node:util";
import { hasOpenFiles } from "../swarm/open-files.ts";
import { runOverload } from "./overload.ts";
import { runReturn } from "./return.ts";
import { runRush } from "./rush.ts";
import { runSteady } from "./steady.ts";

interface Outcome {
  line: Record<string, unknown>;
  breaches: string[];
}

const LOADS: Record<string, (minutes: number | null) => Promise<Outcome>> = {
  L1: (minutes) => runSteady(minutes === null ? 60 : minutes * 60),
  L2: () => runReturn(),
  L3: (minutes) => runOverload(minutes === null ? 60 : minutes * 60),
  L4: () => runRush(),
};

export async function runLoadBench(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { minutes: { type: "string" } },
  });
  const names = positionals.length === 0 ? Object.keys(LOADS) : positionals;
  if (names.some((name) => !Object.hasOwn(LOADS, name))) {
    process.stderr.write(`Usage: npm run bench -- load [${Object.keys(LOADS).join(" ")}] [--minutes N]\n`);
    return 2;
  }
  if (!hasOpenFiles(6_000)) return 2;
  let code = 0;
  for (const name of names) {
    const outcome = await LOADS[name]?.(values.minutes === undefined ? null : Number(values.minutes));
    if (outcome === undefined) continue;
    // Nothing here is drawn by lot.
    process.stdout.write(`${JSON.stringify({ ...outcome.line, breaches: outcome.breaches, seed: 1 })}\n`);
    for (const breach of outcome.breaches) process.stderr.write(`${name}: ${breach}\n`);
    if (outcome.breaches.length > 0) code = 1;
  }
  return code;
}
