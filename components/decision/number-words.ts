import type { Told } from "./told.ts";

/** One of a decision's numbers: `id` names the message of `decision.number`. Lengths in ms. */
export type NumberWord =
  | { id: "waited" | "credit" | "limit"; ms: number }
  | { id: "position"; position: number }
  | { id: "degree"; degree: number }
  | { id: "hop"; count: number };

/** Below it (ms) a credit moves nobody, and a limit is none. */
const leastMs = 1000;

/** The numbers worth a word, in the order of telling: what a wait was, what it was worth, where that led. */
export function numberWords({ numbers, about }: Pick<Told, "numbers" | "about">): NumberWord[] {
  const { waitedMs, creditMs, position, degree, hop, limitMs } = numbers;
  const words: (NumberWord | null)[] = [
    waitedMs === undefined ? null : { id: "waited", ms: waitedMs },
    limitMs === undefined || limitMs < leastMs ? null : { id: "limit", ms: limitMs },
    creditMs === undefined || creditMs < leastMs ? null : { id: "credit", ms: creditMs },
    position === undefined ? null : { id: "position", position },
    degree === undefined ? null : { id: "degree", degree },
    // Nobody asks how often something in line changed hands.
    hop === undefined || (hop === 0 && about !== "reminder") ? null : { id: "hop", count: hop },
  ];
  return words.filter((word) => word !== null);
}

/** Rungs of the reminder ladder by their number, from 1. */
const steps = ["agent", "customer", "supervisor", "reoffer", "unresponsive"] as const;
export type StepName = (typeof steps)[number];

/** The name of the ladder's last rung done; null for none. */
export function stepName(ladderStep: number): StepName | null {
  return steps[ladderStep - 1] ?? null;
}
