import type { CloseReason } from "../contract/items.ts";
import type { Notice, Reason } from "../routing/outcome.ts";
import type { RoutingState } from "../routing/state.ts";
import type { ConversationWriter } from "../store/conversation-writer.ts";
import { toDecisionView } from "./decision-view.ts";
import type { Facts } from "./decision.ts";
import type { GoneReason } from "./gone-reasons.ts";
import { logTimer, timerNotices } from "./log-timers.ts";
import type { Names } from "./names.ts";

export interface LogContext {
  writer: ConversationWriter;
  names: Names;
  state: RoutingState;
  reasons: Map<string, Reason>;
  at: number;
  /** Conversations whose last words would be lost: they become message-box items. */
  owed: { conversationId: string }[];
  /** Why chats left their agents in this batch, by assignment. */
  gone: ReadonlyMap<string, GoneReason>;
  /** Closes whose last item comes after the message-box item they leave behind. */
  closing: Closing[];
}

const system = { kind: "system", id: null, name: null } as const;

/** Notices that touch a conversation's log or row: only those need its lock. */
export const loggedNotices: ReadonlySet<Notice["type"]> = new Set([
  "entry:queued",
  "offer:made",
  "offer:ended",
  "assignment:started",
  "assignment:ended",
  "conversation:ended",
  "quiet:warned",
  ...timerNotices,
]);

/** One notice of the engine as log items and row changes of its conversation. */
export function logNotice(context: LogContext, notice: Notice, facts: Facts): void {
  const { writer, names } = context;
  const staffName = (id: string | null) => (id === null ? null : (names.staff.get(id) ?? null));
  switch (notice.type) {
    case "entry:queued": {
      const row = writer.row(notice.conversationId);
      if (row === undefined) return;
      if (notice.why === "overflow" || notice.why === "moved") {
        const from = row.team_id === null ? "" : (names.teams.get(row.team_id) ?? "");
        const to = names.teams.get(notice.teamId) ?? "";
        writer.add(row.id, {
          kind: "moved",
          author: system,
          data: { fromTeamName: from, toTeamName: to, why: notice.why },
        });
      }
      writer.change(row.id, {
        state: "waiting",
        team_id: notice.teamId,
        assignee_id: null,
        answer_due_at: null,
        // R1. A return keeps the turn, as the engine does: the next word of the customer has to change it.
        ...(notice.why === "handoff" && row.turn !== "agent"
          ? { turn: "agent", turn_since: new Date(context.at) }
          : {}),
        handed_off_at: row.handed_off_at ?? new Date(context.at),
      });
      writer.add(row.id, {
        kind: "queued",
        author: system,
        data: {
          teamId: notice.teamId as never,
          teamName: names.teams.get(notice.teamId) ?? "",
          degree: row.lowest_degree,
          isAgain: notice.why !== "handoff",
          why: notice.why,
        },
      });
      return;
    }
    case "offer:made": {
      if (notice.kind === "transfer") {
        writer.add(notice.conversationId, {
          kind: "transfer",
          author: { kind: "agent", id: notice.fromAgentId, name: staffName(notice.fromAgentId) },
          data: {
            toAgentId: notice.agentId as never,
            toTeamId: null,
            toName: staffName(notice.agentId) ?? "",
            note: facts.transferNote ?? null,
          },
        });
      }
      writer.add(notice.conversationId, {
        kind: "offered",
        author: system,
        data: {
          offerId: notice.offerId as never,
          agentId: notice.agentId as never,
          agentName: staffName(notice.agentId) ?? "",
          isTransfer: notice.kind === "transfer",
          offerKind: notice.kind,
          decision: toDecisionView(context.reasons.get(notice.offerId)),
        },
      });
      return;
    }
    case "offer:ended":
      if (notice.how === "accepted") return;
      writer.add(notice.conversationId, {
        kind: "offer_ended",
        author: system,
        data: {
          offerId: notice.offerId as never,
          agentId: notice.agentId as never,
          agentName: staffName(notice.agentId) ?? "",
          how: notice.how,
        },
      });
      return;
    case "assignment:started": {
      const row = writer.row(notice.conversationId);
      if (row === undefined) return;
      writer.change(row.id, {
        state: "served",
        assignee_id: notice.agentId,
        team_id: notice.teamId,
        answer_due_at: null,
      });
      writer.add(row.id, {
        kind: "assigned",
        author: system,
        data: {
          agentId: notice.agentId as never,
          agentName: staffName(notice.agentId) ?? "",
          waitedMs: notice.waitedMs,
          decision: toDecisionView(context.reasons.get(notice.assignmentId)),
        },
      });
      return;
    }
    case "assignment:ended": {
      if (notice.how !== "transferred" && notice.how !== "agent_lost") return;
      const reason = context.gone.get(notice.assignmentId) ?? notice.how;
      writer.change(notice.conversationId, { assignee_id: null });
      if (facts.transferTo !== undefined && facts.transferTo !== null) {
        writer.add(notice.conversationId, {
          kind: "transfer",
          author: { kind: "agent", id: notice.agentId, name: staffName(notice.agentId) },
          data: {
            toAgentId: null,
            toTeamId: facts.transferTo.teamId as never,
            toName: facts.transferTo.name,
            note: facts.transferNote ?? null,
          },
        });
      }
      writer.add(notice.conversationId, {
        kind: "unassigned",
        author: system,
        data: {
          agentId: notice.agentId as never,
          agentName: staffName(notice.agentId) ?? "",
          reason: reason === "closed" ? notice.how : reason,
        },
      });
      return;
    }
    case "conversation:ended":
      logEnd(context, notice, facts);
      return;
    case "quiet:warned":
      writer.add(notice.conversationId, {
        kind: "message",
        author: system,
        data: { text: null, picture: null, reply: null, requestId: null, answerId: null, auto: "quiet_warning" },
      });
      return;
    default:
      logTimer(context, notice, facts);
  }
}

function logEnd(context: LogContext, notice: Extract<Notice, { type: "conversation:ended" }>, facts: Facts): void {
  const { writer, names } = context;
  const id = notice.conversationId;
  if (notice.how === "cancelled" || notice.how === "diverted" || notice.how === "abandoned") {
    // Back with the library in the same conversation; who went away keeps what they asked as a message-box item.
    writer.change(id, { state: "library", assignee_id: null, turn: "nobody", turn_since: new Date(context.at) });
    // Who leaves a message themselves has it already.
    const isDiverted = notice.how === "diverted" && notice.by === "system";
    writer.add(id, {
      kind: "left_queue",
      author: system,
      data: { reason: isDiverted ? "diverted" : notice.how === "abandoned" ? "away" : "cancelled" },
    });
    if (isDiverted || notice.how === "abandoned") context.owed.push({ conversationId: id });
    return;
  }
  const isSystem = notice.by === "system";
  const reason: CloseReason =
    notice.how === "quiet"
      ? "quiet"
      : notice.how === "customer_left"
        ? "customer_left"
        : isSystem
          ? "customer_left"
          : (notice.by as CloseReason);
  if (notice.how === "customer_left" && notice.isAnswerOwed) context.owed.push({ conversationId: id });
  const byName = notice.byId === null ? null : (names.staff.get(notice.byId) ?? null);
  writer.change(id, {
    state: "closed",
    closed_at: new Date(context.at),
    close_reason: reason,
    outcome: facts.outcome ?? null,
    turn: "nobody",
    turn_since: new Date(context.at),
    answer_due_at: null,
  });
  if (context.owed.some((owed) => owed.conversationId === id))
    context.closing.push({ conversationId: id, reason, outcome: facts.outcome ?? null, byName, notice });
  else addClosed(context, { conversationId: id, reason, outcome: facts.outcome ?? null, byName, notice });
}

export interface Closing {
  conversationId: string;
  reason: CloseReason;
  outcome: { isSolved: boolean; category: string | null } | null;
  byName: string | null;
  notice: Extract<Notice, { type: "conversation:ended" }>;
}

/** The last item of a chapter. */
export function addClosed(context: LogContext, closing: Closing): void {
  const { notice } = closing;
  const author =
    notice.by === "customer"
      ? ({ kind: "customer", id: notice.customerId, name: null } as const)
      : notice.by === "agent"
        ? ({ kind: "agent", id: notice.byId, name: closing.byName } as const)
        : system;
  context.writer.add(closing.conversationId, {
    kind: "closed",
    author,
    data: { reason: closing.reason, outcome: closing.outcome },
  });
}
