import type { DecisionView } from "../contract/items.ts";
import type { Reason } from "../routing/outcome.ts";

/** A stored reason as desks and boards show it (C6); the words are made by the screen. */
export function toDecisionView(reason: Reason | undefined): DecisionView | null {
  if (reason === undefined || reason.chosen === null) return null;
  return {
    chosenAgentId: reason.chosen.agentId as DecisionView["chosenAgentId"],
    rule: reason.why,
    numbers: {
      load: reason.chosen.load,
      capacity: reason.chosen.capacity,
      idleSince: reason.chosen.idleSince,
      at: reason.at,
      entryKey: reason.entryKey,
      ...reason.numbers,
    },
    next: reason.next as DecisionView["next"],
    skipped: { ...reason.notEligible },
  };
}
