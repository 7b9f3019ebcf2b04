import type { DecisionView } from "#server/contract/index.ts";
import { type Span, spanOf } from "../span.ts";

/** One reason in the words of `workbench.why`: `id` names the message, `values` fill it. */
export type Reason =
  | { id: "team"; team: string }
  | { id: "lightest"; load: number; capacity: number }
  | { id: "lightestThan"; load: number; capacity: number; other: string; otherLoad: number; otherCapacity: number }
  | { id: "idleLonger"; load: number; capacity: number; other: string; idle: Span; otherIdle: Span }
  | { id: "next" }
  | { id: "preferred" }
  | { id: "giver"; from: string }
  | { id: "supervisor" }
  | { id: "override" }
  | { id: "automatic" }
  | { id: "fewest" | "roundRobin" | "random" | "taken" | "unanswered" | "leaving" }
  | { id: "degree"; degree: number }
  | { id: "credit"; degree: number; credit: Span }
  | { id: "skipped"; counts: { why: SkipReason; count: number }[] };

export const skipReasons = [
  "busy",
  "not_responding",
  "leaving",
  "full",
  "needs",
  "absent",
  "offline",
  "declined",
  "disabled",
] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface DecisionContext {
  teamName: string | null;
  /** Lowest degree of the questions asked, when the decision itself does not carry it. */
  lowestDegree: number | null;
  /** When it was decided; epoch ms. */
  at: number;
  /** When the customer came into line: less the decision's `entryKey` it is the credit for a bad match. */
  enteredAt: number | null;
  /** Who gave the chat away, on a transfer. */
  fromName: string | null;
  /** Names of colleagues by id; a colleague without one here is not mentioned. */
  names: ReadonlyMap<string, string>;
}

/**
 * A decision's numbers as an ordered list of reasons (C6): who the team is, why this agent and not the next one,
 * what the match did to the place in line, who was passed over. Only what the numbers hold is said.
 */
export function reasonsOf(decision: DecisionView, context: DecisionContext): Reason[] {
  return [
    ...(context.teamName ? [{ id: "team", team: context.teamName } as const] : []),
    chosenReason(decision, context),
    ...degreeReason(decision, context),
    ...skippedReason(decision),
  ];
}

function chosenReason(decision: DecisionView, context: DecisionContext): Reason {
  switch (decision.rule) {
    case "preferred":
    case "last_agent":
      return { id: "preferred" };
    case "fewest_served":
      return { id: "fewest" };
    case "round_robin":
      return { id: "roundRobin" };
    case "random":
    case "taken":
    case "unanswered":
    case "leaving":
      return { id: decision.rule };
    case "named_by_giver":
      return context.fromName ? { id: "giver", from: context.fromName } : compared(decision, context);
    case "supervisor":
      return { id: "supervisor" };
    case "supervisor_override":
      return { id: "override" };
    case "auto_accept":
      return { id: "automatic" };
    default:
      return compared(decision, context);
  }
}

/** The service queue's order: load over limit, then longest idle. */
function compared(decision: DecisionView, context: DecisionContext): Reason {
  const load = numberOf(decision, "load");
  const capacity = numberOf(decision, "capacity");
  if (load === null || !capacity) return { id: "next" };
  const rival = decision.next[0];
  const other = rival && context.names.get(rival.agentId);
  if (!rival || !other) return { id: "lightest", load, capacity };
  if (load / capacity < rival.load / rival.capacity)
    return { id: "lightestThan", load, capacity, other, otherLoad: rival.load, otherCapacity: rival.capacity };
  const idleSince = numberOf(decision, "idleSince");
  if (idleSince === null || rival.idleSince === null) return { id: "lightest", load, capacity };
  return {
    id: "idleLonger",
    load,
    capacity,
    other,
    idle: spanOf(context.at - idleSince),
    otherIdle: spanOf(context.at - rival.idleSince),
  };
}

function degreeReason(decision: DecisionView, context: DecisionContext): Reason[] {
  const degree = numberOf(decision, "degree") ?? context.lowestDegree;
  if (degree === null) return [];
  const key = numberOf(decision, "entryKey");
  const creditMs = key === null || context.enteredAt === null ? 0 : context.enteredAt - key;
  return [creditMs >= 1000 ? { id: "credit", degree, credit: spanOf(creditMs) } : { id: "degree", degree }];
}

function skippedReason(decision: DecisionView): Reason[] {
  const counts = skipReasons
    .map((why) => ({ why, count: decision.skipped[why] ?? 0 }))
    .filter(({ count }) => count > 0);
  return counts.length > 0 ? [{ id: "skipped", counts }] : [];
}

function numberOf(decision: DecisionView, name: string): number | null {
  const value = decision.numbers[name];
  return typeof value === "number" ? value : null;
}
