/** Test support: faults, planted alone, each of which must be caught by the invariant named for it. */
import { checkSeed, noCounts } from "./check-run.ts";
import { InvariantBroken } from "./invariants.ts";
import type { Rules } from "./rules.ts";
import type { RoutingState } from "./state.ts";
import { createStep, rules } from "./step.ts";

export interface Fault {
  name: string;
  caughtBy: string;
  rules?: Partial<Rules>;
  standing?: RoutingState["index"]["standingOf"];
}

const SEEDS = 60;
const EVENTS = 300;

/** The invariant that fails first, and in which seed. */
export function firstBreach(fault: Fault): { invariant: string; seed: number } | null {
  const step = createStep({ ...rules, ...fault.rules });
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    try {
      checkSeed({ seed, events: EVENTS, step, standing: fault.standing, counts: noCounts() });
    } catch (error) {
      if (error instanceof InvariantBroken) return { invariant: error.invariant, seed };
      throw error;
    }
  }
  return null;
}

/** "18 of 18 planted faults caught", and by what. */
export function listOf(faults: readonly Fault[], caught: ReadonlyMap<string, string>): string {
  const lines = [...caught].map(([name, by]) => `- ${name}: ${by}`);
  return [`${caught.size} of ${faults.length} planted faults caught, each by the one named for it:`, ...lines].join(
    "\n",
  );
}
