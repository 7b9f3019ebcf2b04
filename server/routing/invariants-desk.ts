/** What must hold of reminders, chats offered on, promises and desks, from the rows alone. See `invariants.ts`. */
import { LADDER_STEPS } from "./ladder.ts";
import type { Outcome } from "./outcome.ts";
import type { ConversationRow, OfferRow, RoutingState } from "./state.ts";

type Hold = (isHeld: boolean, invariant: string, detail: string) => void;

/** R45, R47, R48: the clocks of one conversation. */
function checkClocks(state: RoutingState, row: ConversationRow, hold: Hold): void {
  const { id, reoffer } = row;
  const owes = row.state === "assigned" && row.turn === "agent";
  hold(owes || (row.ladderAt === null && row.ladderStep === 0), "ladder-clock", id);
  hold(reoffer?.why !== "unanswered" || owes, "ladder-clock", `${id} is offered on unowed`);
  hold(row.turnSince <= state.meta.at && row.hops >= 0, "ladder-clock", `${id} counts from the future`);
  const holder = state.agents.get(row.assigneeId ?? "");
  hold(reoffer?.why !== "leaving" || (holder !== undefined && holder.leavingAt !== null), "hand-over", id);
  hold(row.promisedAt === null || row.state === "assigned", "promise-clock", id);
  hold(row.promisedAt === null || (row.quietWarnAt === null && row.quietCloseAt === null), "promise-clock", id);
}

/** R47: of a chat that is offered on, by its holder, never back and forth. */
function checkReoffer(state: RoutingState, offer: OfferRow, hold: Hold): void {
  const row = state.conversations.get(offer.conversationId);
  hold(row?.state === "assigned" && row.assigneeId === offer.fromAgentId, "reoffer-allowed", offer.id);
  const not = [row?.assigneeId, row?.formerAgentId, ...(row?.reoffer?.declinedBy ?? [])];
  hold(row !== undefined && row.reoffer !== null && !not.includes(offer.agentId), "reoffer-allowed", offer.id);
}

/** R58, R66, R68, R69: agents. */
function checkAgents(state: RoutingState, hold: Hold): void {
  const handedOver = new Map<string, number>();
  for (const { assigneeId, reoffer } of state.conversations.values()) {
    if (reoffer?.why !== "leaving" || assigneeId === null) continue;
    handedOver.set(assigneeId, (handedOver.get(assigneeId) ?? 0) + 1);
  }
  for (const agent of state.agents.values()) {
    const { id, wrapUps } = agent;
    hold((handedOver.get(id) ?? 0) <= 1, "hand-over", `${id} hands over several at once`);
    const isBusy = agent.availability === "busy";
    hold(isBusy || (agent.availabilityUntil === null && !agent.isAwayByItself), "presence-consistent", id);
    hold(new Set(wrapUps.map((row) => row.conversationId)).size === wrapUps.length, "wrap-up-kept", id);
    hold(
      wrapUps.every(({ weight }) => weight > 0),
      "wrap-up-kept",
      id,
    );
  }
}

/** @param hold throws with the invariant's name */
export function assertDesks(state: RoutingState, hold: Hold): void {
  for (const row of state.conversations.values()) checkClocks(state, row, hold);
  for (const offer of state.offers.values()) {
    if (offer.kind === "reoffer") checkReoffer(state, offer, hold);
    const { notResponding, leavingAt } = state.agents.get(offer.agentId) ?? { notResponding: null, leavingAt: null };
    hold(notResponding === null && leavingAt === null, "offer-to-eligible", `${offer.id} to ${offer.agentId}`);
  }
  checkAgents(state, hold);
}

/** R46: within a turn and a hand the steps only climb, and the row knows how far: each is done once. */
export function assertClimb(before: RoutingState, outcome: Outcome, after: RoutingState, hold: Hold): void {
  const done = new Map<string, number>();
  for (const notice of outcome.notices) {
    if (notice.type !== "ladder:step" || notice.step === "nobody") continue;
    const { conversationId: id, step } = notice;
    const number = 1 + LADDER_STEPS.indexOf(step === "hops_spent" ? "reoffer" : step);
    hold(number > (done.get(id) ?? before.conversations.get(id)?.ladderStep ?? 0), "steps-once", `${id} ${step}`);
    done.set(id, number);
  }
  for (const [id, number] of done) {
    const row = after.conversations.get(id);
    const isSame = row !== undefined && row.assigneeId === before.conversations.get(id)?.assigneeId;
    hold(!isSame || row.ladderStep === number, "steps-once", `${id} forgot ${number}`);
  }
}
