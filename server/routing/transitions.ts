/** What must hold for one step, seen from the state before it and its outcome. For tests and development. */
import type { RoutingEvent } from "./events.ts";
import { hold } from "./invariants.ts";
import type { Candidate, Outcome, Reason } from "./outcome.ts";
import type { AssignmentRow, EntryRow, RoutingState } from "./state.ts";

function keptAssignment(before: RoutingState, conversationId: string): AssignmentRow | undefined {
  for (const row of before.assignments.values()) if (row.conversationId === conversationId) return row;
  return undefined;
}

/** R2–R4: the place is given once, within the bound, and kept by every return. */
function checkEntry(before: RoutingState, event: RoutingEvent, row: EntryRow): void {
  const was = before.entries.get(row.id);
  const { creditBoundMs } = before.settings;
  if (was !== undefined) hold(was.key === row.key && was.enteredAt === row.enteredAt, "key-kept", row.id);
  else if (event.type === "handoff:requested")
    hold(row.creditMs >= 0 && row.creditMs <= creditBoundMs, "credit-bounded", row.id);
  else hold(keptAssignment(before, row.conversationId)?.entryKey === row.key, "key-kept", row.id);
}

function isServedBefore(x: Candidate, y: Candidate): boolean {
  const [left, right] = [x.load / x.capacity, y.load / y.capacity];
  if (left !== right) return left < right;
  return x.idleSince !== y.idleSince ? x.idleSince < y.idleSince : x.agentId < y.agentId;
}

function checkReason(reason: Reason): void {
  const { chosen, next, why } = reason;
  const isAutomatic = why !== "supervisor_override" && why !== "accepted";
  hold(!isAutomatic || chosen.load < chosen.capacity, "choice-within-capacity", reason.id);
  const order = why === "preferred" ? next : [chosen, ...next];
  for (let i = 1; i < order.length; i += 1) {
    hold(isServedBefore(order[i - 1] as Candidate, order[i] as Candidate), "service-order", reason.id);
  }
}

/** I5: of those who could have been asked for, the first in line was. */
function checkOrder(after: RoutingState, reason: Reason): void {
  if (reason.why !== "next_in_service" && reason.why !== "preferred") return;
  const agentId = reason.chosen.agentId;
  for (const entry of after.entries.values()) {
    if (entry.teamId !== reason.teamId || entry.state !== "waiting" || entry.key >= reason.entryKey) continue;
    const isHere = (after.conversations.get(entry.conversationId)?.customerPresentOn.length ?? 0) > 0;
    hold(!isHere || entry.declinedBy.includes(agentId), "order-by-key", `${entry.id} was passed over by ${reason.id}`);
  }
}

/** Each row goes only where its kind may go, and ends once (I7, I10, I11). */
function checkEnds(before: RoutingState, event: RoutingEvent, outcome: Outcome): void {
  const begun = new Set(
    outcome.notices.flatMap((n) =>
      n.type === "offer:made" ? [n.offerId] : n.type === "assignment:started" ? [n.assignmentId] : [],
    ),
  );
  for (const change of outcome.changes) {
    const isEnd = change.row === null;
    switch (change.kind) {
      case "offer":
        hold(before.offers.has(change.id) || begun.has(change.id), "listed-transition", `offer ${change.id}`);
        hold(isEnd === (change.ended !== null), "listed-transition", `offer ${change.id}`);
        break;
      case "assignment":
        hold(before.assignments.has(change.id) || begun.has(change.id), "listed-transition", `assignment ${change.id}`);
        hold(isEnd === (change.ended !== null), "listed-transition", `assignment ${change.id}`);
        // I18: what the agent chooses to be drops nothing.
        hold(event.type !== "availability:set" || !before.assignments.has(change.id), "choice-keeps-chats", change.id);
        break;
      case "entry":
        hold(isEnd === (change.ended !== null), "listed-transition", `entry ${change.id}`);
        if (change.row !== null) checkEntry(before, event, change.row);
        break;
      case "conversation":
        hold(
          before.conversations.has(change.id) || event.type === "handoff:requested",
          "listed-transition",
          `conversation ${change.id}`,
        );
        hold(isEnd === (change.ended !== null), "listed-transition", `conversation ${change.id}`);
        break;
      default:
        break;
    }
  }
}

/** R42: nothing automatic is done to a chat unless the log was found where the engine thought it. */
function checkAutomatics(before: RoutingState, event: RoutingEvent, outcome: Outcome): void {
  const found = event.type === "tick" ? event.turnSeqs : {};
  for (const notice of outcome.notices) {
    const isEnd = notice.type === "conversation:ended" && (notice.how === "quiet" || notice.how === "customer_left");
    if (!isEnd && notice.type !== "quiet:warned") continue;
    const { conversationId } = notice;
    hold(
      found[conversationId] === before.conversations.get(conversationId)?.turnSeq,
      "automatic-holds",
      conversationId,
    );
  }
}

/**
 * Throws `InvariantBroken` if this step may not have led from `before` to `after`.
 * `before` is another copy, to which the outcome has not been applied yet.
 */
export function assertTransition(
  before: RoutingState,
  event: RoutingEvent,
  outcome: Outcome,
  after: RoutingState,
): void {
  hold(outcome.meta.seq === before.meta.seq + 1 && outcome.meta.at === event.at, "sequence", `${outcome.meta.seq}`);
  hold(outcome.meta.at >= before.meta.at, "sequence", `${outcome.meta.at}`);
  checkEnds(before, event, outcome);
  checkAutomatics(before, event, outcome);
  for (const reason of outcome.reasons) {
    checkReason(reason);
    checkOrder(after, reason);
  }
}
