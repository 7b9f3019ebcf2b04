import type { DeskChange } from "../contract/views.ts";
import { LADDER_STEPS } from "../routing/ladder.ts";
import type { LadderStep, Notice } from "../routing/outcome.ts";
import type { Facts } from "./decision.ts";
import type { LogContext } from "./log-notices.ts";

/** What time brings about while somebody waits, as log items: reminders, promises, a long wait, notes after a close (D1, D2, C3). */

const system = { kind: "system", id: null, name: null } as const;

/** A line to the customer whose words the screens choose by its key, in the customer's language. */
const honestLine = (auto: string) => ({
  kind: "message" as const,
  author: system,
  data: { text: null, picture: null, reply: null, requestId: null, answerId: null, auto },
});

/** From 1; 0 for what is said beside the ladder. */
const rungOf = (step: LadderStep): number => (LADDER_STEPS as readonly LadderStep[]).indexOf(step) + 1;

export const timerNotices = ["ladder:step", "promise:made", "promise:due", "entry:long-wait", "wrap-up:ended"] as const;

/** One of those notices as log items; others are none of its business. */
export function logTimer({ writer, names, state }: LogContext, notice: Notice, facts: Facts): void {
  switch (notice.type) {
    case "ladder:step": {
      const conversation = state.conversations.get(notice.conversationId);
      if (notice.step === "customer") writer.add(notice.conversationId, honestLine("still_waiting"));
      writer.add(notice.conversationId, {
        kind: "reminder",
        author: system,
        data: {
          step: notice.step,
          agentId: notice.agentId as never,
          agentName: names.staff.get(notice.agentId) ?? "",
          owedSince: notice.owedSince,
          // Of several in one decision each says how far it was then.
          ladderStep: rungOf(notice.step) || (conversation?.ladderStep ?? 0),
          isReoffered: conversation?.reoffer?.why === "unanswered",
        },
      });
      return;
    }
    case "promise:made":
    case "promise:due": {
      const isDue = notice.type === "promise:due";
      const agentName = names.staff.get(notice.agentId) ?? "";
      writer.add(notice.conversationId, {
        kind: "promise",
        author: isDue ? system : { kind: "agent", id: notice.agentId, name: agentName },
        data: { agentId: notice.agentId as never, agentName, until: notice.promisedAt, isDue },
      });
      return;
    }
    case "wrap-up:ended": {
      const outcome = facts.outcome ?? null;
      if (outcome === null) return;
      const agentName = names.staff.get(notice.agentId) ?? "";
      writer.change(notice.conversationId, { outcome });
      writer.add(notice.conversationId, {
        kind: "outcome",
        author: { kind: "agent", id: notice.agentId, name: agentName },
        data: { ...outcome, agentId: notice.agentId as never, agentName },
      });
      return;
    }
    case "entry:long-wait":
      writer.add(notice.conversationId, honestLine("long_wait"));
      return;
    default:
      return;
  }
}

/** What a notice puts before the agent it is about; null for most. */
export function reminderOf(notice: Notice): { staffId: string; change: DeskChange } | null {
  if (notice.type !== "ladder:step" && notice.type !== "promise:due") return null;
  const isLadder = notice.type === "ladder:step";
  return {
    staffId: notice.agentId,
    change: {
      kind: "reminder",
      conversationId: notice.conversationId as never,
      owedSince: isLadder ? notice.owedSince : notice.promisedAt,
      step: isLadder ? notice.step : "promise",
    },
  };
}
