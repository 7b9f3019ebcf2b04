import type { ItemOf } from "../contract/items.ts";
import type { Notice } from "../routing/outcome.ts";

export type GoneReason = ItemOf<"unassigned">["data"]["reason"] | "closed";

/**
 * Why each chat that left its agent in this batch did, by assignment: what the rules say of its end, made exact by what
 * became of the conversation next.
 */
export function goneReasons(notices: readonly { notice: Notice }[]): ReadonlyMap<string, GoneReason> {
  const reasons = new Map<string, GoneReason>();
  const next = new Map<string, GoneReason>();
  for (const { notice } of notices.toReversed()) {
    if (notice.type === "entry:queued") next.set(notice.conversationId, queuedReason(notice.why));
    if (notice.type === "assignment:started")
      next.set(notice.conversationId, notice.why === "reoffer" ? "reoffered" : "transferred");
    if (notice.type !== "assignment:ended") continue;
    const isOver = notice.how === "closed" || notice.how === "customer_left";
    const otherwise = notice.how === "agent_lost" ? "agent_lost" : "transferred";
    const reason = isOver ? "closed" : (next.get(notice.conversationId) ?? otherwise);
    // Somebody who was lost, and was not seen to leave, may be followed at once by the next agent.
    reasons.set(notice.assignmentId, reason === "transferred" ? otherwise : reason);
    next.delete(notice.conversationId);
  }
  return reasons;
}

const queuedReason = (why: Extract<Notice, { type: "entry:queued" }>["why"]): GoneReason =>
  why === "agent_lost" || why === "agent_leaving" || why === "requeued" ? why : "transferred";
