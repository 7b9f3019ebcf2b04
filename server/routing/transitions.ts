/** What must hold for one step, seen from the state before it and its outcome. For tests and development. */
import type { RoutingEvent } from "./events.ts";
import { assertClimb } from "./invariants-desk.ts";
import { SKIP_BITS } from "./index-lines.ts";
import { hold, isAbleTo, isHeldFor, isOpenToWork } from "./invariants.ts";
import type { Candidate, Outcome, Reason, ReasonWhy } from "./outcome.ts";
import type { EntryRow, RoutingState } from "./state.ts";
import type { Strategy } from "./team-rules.ts";

/** The place the conversation had before, with an agent or in another team's line. */
function keptKey(before: RoutingState, conversationId: string): number | undefined {
  for (const row of before.assignments.values()) if (row.conversationId === conversationId) return row.entryKey;
  for (const row of before.entries.values()) if (row.conversationId === conversationId) return row.key;
  return undefined;
}

/** R2–R4: the place is given once, within the bound, and kept by every return. */
function checkEntry(before: RoutingState, event: RoutingEvent, row: EntryRow): void {
  const was = before.entries.get(row.id);
  const { creditBoundMs } = before.settings;
  if (was !== undefined) hold(was.key === row.key && was.enteredAt === row.enteredAt, "key-kept", row.id);
  else if (event.type === "handoff:requested")
    hold(row.creditMs >= 0 && row.creditMs <= creditBoundMs, "credit-bounded", row.id);
  else hold(keptKey(before, row.conversationId) === row.key, "key-kept", row.id);
}

function isServedBefore(strategy: Strategy, x: Candidate, y: Candidate): boolean {
  const isRanked = strategy === "round_robin" || strategy === "fewest_served";
  const orderOf = ({ rank = 0, load, capacity }: Candidate) => {
    if (isRanked) return rank;
    return capacity > 0 ? Math.round(load * 100) / capacity : Number.MAX_VALUE;
  };
  const [left, right] = [orderOf(x), orderOf(y)];
  if (left !== right) return left < right;
  if (strategy !== "round_robin" && x.idleSince !== y.idleSince) return x.idleSince < y.idleSince;
  return x.agentId < y.agentId;
}

/** Chosen out of a service queue, by whatever rule. */
const isFromQueue = ({ about, why }: Reason): boolean =>
  about === "offer" && why !== "named_by_giver" ? true : about === "assignment" && AUTOMATIC.has(why);
const AUTOMATIC = new Set<ReasonWhy>([
  "next_in_service",
  "round_robin",
  "random",
  "fewest_served",
  "last_agent",
  "preferred",
]);

/** R15: who is asked comes before those who would be next, and has room (I2). */
function checkReason(after: RoutingState, reason: Reason): void {
  const { chosen, next, why } = reason;
  if (chosen === null || !isFromQueue(reason)) return;
  const team = after.teams.get(reason.teamId);
  const weight = team?.chatWeight ?? after.settings.weights.chat;
  hold(isOpenToWork(after.agents.get(chosen.agentId)), "offer-to-eligible", `${reason.id} to ${chosen.agentId}`);
  const isRoom = Math.round((chosen.load + weight) * 100) <= chosen.capacity * 100;
  hold(isRoom, "choice-within-capacity", `${reason.id} ${chosen.load}/${chosen.capacity}`);
  const strategy = team?.strategy ?? "balanced";
  const isFirst = why !== "preferred" && why !== "last_agent" && strategy !== "random";
  const order = isFirst ? [chosen, ...next] : next;
  for (let i = 1; i < order.length; i += 1) {
    const [x, y] = [order[i - 1] as Candidate, order[i] as Candidate];
    hold(isServedBefore(strategy, x, y), "service-order", `${reason.id} ${x.agentId} before ${y.agentId}`);
  }
  for (const { agentId } of [chosen, ...next])
    hold(team?.agentIds.includes(agentId) === true, "service-order", agentId);
}

/** I3: an automatic choice is able to do what is needed. */
function checkNeeds(after: RoutingState, outcome: Outcome): void {
  for (const notice of outcome.notices) {
    const isAsked = notice.type === "offer:made" && notice.kind !== "transfer";
    const isGiven = notice.type === "assignment:started" && notice.why === "auto_accept";
    if (!isAsked && !isGiven) continue;
    const { agentId, conversationId } = notice;
    for (const rows of [after.entries, after.assignments])
      for (const row of rows.values())
        if (row.conversationId === conversationId)
          hold(isAbleTo(after.agents.get(agentId), row.needs), "choice-is-able", `${agentId} for ${conversationId}`);
  }
}

const NOBODY = { id: "", teamId: "", reoffer: null, assigneeId: null, formerAgentId: null };

/** I5: of those who could have been asked for, the first in line was. */
function checkOrder(after: RoutingState, reason: Reason): void {
  if (!isFromQueue(reason)) return;
  const agentId = reason.chosen?.agentId ?? "";
  if (after.teams.get(reason.teamId)?.strategy === "manual") return;
  for (const entry of after.entries.values()) {
    if (entry.teamId !== reason.teamId || entry.state !== "waiting" || entry.key >= reason.entryKey) continue;
    const isHere = (after.conversations.get(entry.conversationId)?.customerPresentOn.length ?? 0) > 0;
    const isOther = entry.preferAgentId !== agentId && isHeldFor(after, entry);
    const isUnfit = entry.declinedBy.includes(agentId) || !isAbleTo(after.agents.get(agentId), entry.needs);
    hold(!isHere || isOther || isUnfit, "order-by-key", `${entry.id} was passed over by ${reason.id}`);
  }
  for (const row of after.assignments.values()) {
    const { id, teamId, reoffer, assigneeId, formerAgentId } = after.conversations.get(row.conversationId) ?? NOBODY;
    if (reoffer === null || teamId !== reason.teamId || row.entryKey >= reason.entryKey) continue;
    const isOffered = [...after.offers.values()].some((offer) => offer.conversationId === id);
    const isOut = [assigneeId, formerAgentId, ...reoffer.declinedBy].includes(agentId);
    const isUnfit = isOut || !isAbleTo(after.agents.get(agentId), row.needs);
    hold(isOffered || isUnfit, "order-by-key", `${id} was passed over by ${reason.id}`);
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

/** R87, R94: what moves has a reason, and an entry is told a cause of being passed over once. */
function checkTold(before: RoutingState, outcome: Outcome): void {
  const about = (kind: Reason["about"], id: string) =>
    outcome.reasons.some((reason) => reason.about === kind && reason.conversationId === id);
  for (const notice of outcome.notices) {
    if (notice.type === "entry:queued" && notice.why !== "handoff") {
      const kind = notice.why === "overflow" || notice.why === "moved" ? "diversion" : "requeue";
      hold(about(kind, notice.conversationId), "moves-explained", `${notice.entryId} ${notice.why}`);
    }
    if (notice.type === "entry:ended" && notice.how !== "assigned")
      hold(about("diversion", notice.conversationId), "moves-explained", `${notice.entryId} ${notice.how}`);
  }
  const told = new Set<string>();
  for (const { about: kind, id, why } of outcome.reasons) {
    if (kind !== "skip") continue;
    const bit = SKIP_BITS[why as keyof typeof SKIP_BITS];
    hold(((before.entries.get(id)?.skips ?? 0) & bit) === 0 && !told.has(`${id} ${why}`), "skips-once", `${id} ${why}`);
    told.add(`${id} ${why}`);
  }
}

/** R42: nothing automatic is done to a chat unless the log was found where the engine thought it. */
function checkAutomatics(before: RoutingState, event: RoutingEvent, outcome: Outcome): void {
  const found = event.type === "tick" ? event.turnSeqs : {};
  for (const notice of outcome.notices) {
    const isEnd = notice.type === "conversation:ended" && (notice.how === "quiet" || notice.how === "customer_left");
    const isTimer = notice.type === "quiet:warned" || notice.type === "promise:due" || notice.type === "ladder:step";
    // That nobody can be asked follows from a match, whatever brought it about.
    if (!(isEnd || isTimer) || (notice.type === "ladder:step" && notice.step === "nobody")) continue;
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
  assertClimb(before, outcome, after, hold);
  checkNeeds(after, outcome);
  checkTold(before, outcome);
  for (const reason of outcome.reasons) {
    checkReason(after, reason);
    checkOrder(after, reason);
  }
}
