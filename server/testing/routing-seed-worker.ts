/** Test support: a process that runs the seeds it is told and answers with counts and breaches. */
import { checkSeed, noCounts } from "../routing/check-run.ts";
import type { Breach, SeedShare, ShareDone } from "./routing-seeds.ts";
import { step } from "../routing/step.ts";

const { first, count, by, events, twinEvery } = JSON.parse(process.argv[2] ?? "") as SeedShare;
const counts = noCounts();
const breaches: Breach[] = [];
for (let seed = first; seed < first + count; seed += by) {
  try {
    checkSeed({ seed, events, step, counts, isWithTwin: seed % twinEvery === 0 });
  } catch (error) {
    breaches.push({ seed, message: error instanceof Error ? error.message : String(error) });
  }
}
const { user, system } = process.cpuUsage();
process.send?.({ counts, breaches, cpuMs: (user + system) / 1_000 } satisfies ShareDone, () => process.disconnect());
