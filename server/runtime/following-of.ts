import type { JournalEntry } from "../store/journal.ts";
import type { RoutingState } from "../routing/state.ts";
import { toFollowers, type Publication } from "./publication.ts";
import { tellHours } from "./tell-timers.ts";

/** Whether a conversation came into a line by these decisions: of which team, the rows say. */
export function entersLine(entries: readonly Pick<JournalEntry, "outcome">[]): boolean {
  return entries.some(({ outcome }) => outcome.notices.some(({ type }) => type === "entry:queued"));
}

/**
 * What another node's decisions mean for the sockets of this one, in their order: who begins and who stops to follow a
 * conversation, and whether its customer is there. Everything else they are told by numbers.
 */
export function followingOf(entries: readonly Pick<JournalEntry, "outcome">[], state: RoutingState): Publication[] {
  const result: Publication[] = [];
  for (const { outcome } of entries) {
    for (const notice of outcome.notices) {
      if (notice.type === "assignment:started")
        result.push({ kind: "follow", staffId: notice.agentId, conversationId: notice.conversationId });
      if (notice.type === "assignment:ended" && (notice.how === "transferred" || notice.how === "agent_lost")) {
        result.push({ kind: "unfollow", staffId: notice.agentId, conversationId: notice.conversationId });
      }
      result.push(...tellHours(notice, state));
      if (notice.type === "customer:presence") {
        const customerId = state.conversations.get(notice.conversationId)?.customerId;
        if (customerId !== undefined)
          result.push(
            toFollowers(notice.conversationId, "customer:presence-changed", {
              customerId: customerId as never,
              isPresent: notice.isPresent,
              pageUrl: null,
            }),
          );
      }
    }
  }
  return result;
}
