import type { DecisionView, Item } from "#server/contract/index.ts";

/** The decision that brought a chat to its agent, with what the sentences about it need. */
export interface MadeDecision {
  decision: DecisionView;
  agentId: string;
  agentName: string;
  at: number;
  fromName: string | null;
  /** When the customer first came into line; null when they never stood in it. */
  enteredAt: number | null;
}

/**
 * The latest assignment's decision: its own when it says why, else that of the offer that led to it (an accepted
 * offer's assignment only says "accepted").
 */
export function decisionOf(items: readonly Item[]): MadeDecision | null {
  const at = items.findLastIndex((item) => item.kind === "assigned");
  const assigned = items[at];
  if (assigned?.kind !== "assigned") return null;
  const { agentId, agentName } = assigned.data;
  const before = items.slice(0, at);
  const offer = before.findLast((item) => item.kind === "offered" && item.data.agentId === agentId);
  const giver = before.findLast((item) => item.kind === "transfer" && item.data.toAgentId === agentId);
  const enteredAt = before.find((item) => item.kind === "queued")?.createdAt ?? null;
  const offered = offer?.kind === "offered" ? offer.data.decision : null;
  const isPlain = !assigned.data.decision || assigned.data.decision.rule === "accepted";
  const decision = isPlain ? (offered ?? assigned.data.decision) : assigned.data.decision;
  if (!decision) return null;
  return {
    decision,
    agentId,
    agentName,
    at: offer?.createdAt ?? assigned.createdAt,
    fromName: giver?.author.name ?? null,
    enteredAt,
  };
}
