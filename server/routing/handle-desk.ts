/** R58, R68, R69: what agents say of themselves beside being available: back, leaving, done with a chat's notes. */
import { putCounted, withExcess } from "./assignments.ts";
import { handOverNext } from "./hand-over.ts";
import { assignmentsOf, offerOf } from "./holdings.ts";
import { endOffer, shedOffers, withdrawOffersOf } from "./offers.ts";
import { backAgain } from "./responding.ts";
import type { Handler } from "./rules.ts";
import { must, putAgent, putConversation, type Stepping } from "./stepping.ts";

/** One key brings back who was marked not responding. */
export const returnAgent: Handler<"agent:returned"> = (s, event) => {
  const agent = s.state.agents.get(event.agentId);
  if (agent === undefined) return "unknown_agent";
  if (!agent.isEnabled) return "agent_disabled";
  const back = backAgain(s, agent);
  if (back !== agent) putAgent(s, back);
  return null;
};

/** R68: they stay after all: nothing is handed over any more. */
function keepChats(s: Stepping, agentId: string): void {
  for (const { conversationId } of assignmentsOf(s.state, agentId)) {
    const conversation = must(s.state.conversations, conversationId);
    if (conversation.reoffer?.why !== "leaving") continue;
    const offer = offerOf(s.state, conversationId);
    if (offer?.kind === "reoffer") endOffer(s, offer, "withdrawn", "giver_withdrew");
    putConversation(s, { ...conversation, reoffer: null });
  }
}

export const setLeaving: Handler<"leaving:set"> = (s, event) => {
  const agent = s.state.agents.get(event.agentId);
  if (agent === undefined) return "unknown_agent";
  if (!agent.isEnabled) return "agent_disabled";
  const { inMs } = event;
  if (inMs !== null && !(Number.isFinite(inMs) && inMs >= 0)) return "invalid";
  const leavingAt = inMs === null ? null : s.at + inMs;
  if (leavingAt === agent.leavingAt) return null;
  putAgent(s, { ...agent, leavingAt });
  s.notices.push({ type: "agent:leaving", agentId: agent.id, leavingAt, byId: event.byId });
  if (leavingAt === null) keepChats(s, agent.id);
  else {
    withdrawOffersOf(s, agent.id);
    handOverNext(s, agent.id);
  }
  return null;
};

export const endWrapUp: Handler<"wrap-up:ended"> = (s, event) => {
  const agent = s.state.agents.get(event.agentId);
  if (agent === undefined) return "unknown_agent";
  const wrapUps = agent.wrapUps.filter(({ conversationId }) => conversationId !== event.conversationId);
  if (wrapUps.length === agent.wrapUps.length) return "no_wrap_up";
  putCounted(s, { ...agent, wrapUps, idleSince: s.at });
  s.notices.push({ type: "wrap-up:ended", agentId: agent.id, conversationId: event.conversationId, by: "agent" });
  return null;
};

/** R11: counted, never refused: what is held is held. Pending offers give way to it (R26). */
export const changeSideWork: Handler<"side-work:changed"> = (s, event) => {
  const agent = s.state.agents.get(event.agentId);
  if (agent === undefined) return "unknown_agent";
  const { requests, consults } = event.sideWork;
  if (![requests, consults].every((n) => Number.isSafeInteger(n) && n >= 0)) return "invalid";
  if (requests === agent.sideWork.requests && consults === agent.sideWork.consults) return null;
  putAgent(s, { ...agent, sideWork: { requests, consults } });
  shedOffers(s, agent.id, 0);
  const now = must(s.state.agents, agent.id);
  const counted = withExcess(s, now, true);
  if (counted !== now) putAgent(s, counted);
  return null;
};
