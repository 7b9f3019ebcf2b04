/** R60–R66: who is connected, and what agents choose to be. */
import { choose } from "./availability.ts";
import { withdrawOffersOf } from "./offers.ts";
import { backAgain } from "./responding.ts";
import type { Handler } from "./rules.ts";
import type { AgentRow, ConversationRow } from "./state.ts";
import { must, putAgent, putConversation, type Stepping } from "./stepping.ts";

/** Sorted, so that the same presence is the same row however it came about. */
function withEpoch(epochs: readonly string[], epoch: string): string[] {
  return [...epochs, epoch].sort();
}

function agentArrives(s: Stepping, agent: AgentRow, epoch: string): void {
  if (agent.presentOn.includes(epoch)) return;
  putAgent(s, { ...agent, presentOn: withEpoch(agent.presentOn, epoch), goneAt: null, graceUntil: null });
  if (agent.presentOn.length > 0) return;
  s.notices.push({ type: "agent:presence", agentId: agent.id, isPresent: true, graceUntil: null });
}

/** R61, R62: with the last connection the grace begins and pending offers go at once. */
function agentLeaves(s: Stepping, agent: AgentRow, epoch: string): void {
  if (!agent.presentOn.includes(epoch)) return;
  const presentOn = agent.presentOn.filter((other) => other !== epoch);
  if (presentOn.length > 0) {
    putAgent(s, { ...agent, presentOn });
    return;
  }
  const graceUntil = s.at + s.state.settings.graceAgentMs;
  putAgent(s, { ...agent, presentOn, goneAt: s.at, graceUntil });
  s.notices.push({ type: "agent:presence", agentId: agent.id, isPresent: false, graceUntil });
  withdrawOffersOf(s, agent.id);
}

function noteCustomer(s: Stepping, row: ConversationRow): void {
  s.notices.push({
    type: "customer:presence",
    conversationId: row.id,
    agentId: row.assigneeId,
    isPresent: row.customerPresentOn.length > 0,
    graceUntil: row.customerGraceUntil,
  });
}

function customerArrives(s: Stepping, was: ConversationRow, epoch: string): void {
  if (was.customerPresentOn.includes(epoch)) return;
  const customerPresentOn = withEpoch(was.customerPresentOn, epoch);
  const row = { ...was, customerPresentOn, customerGoneAt: null, customerGraceUntil: null };
  putConversation(s, row);
  if (was.customerPresentOn.length === 0) noteCustomer(s, row);
}

/** R64: the place in line is kept through the grace; a pending offer stays, the page may be reloading. */
function customerLeaves(s: Stepping, was: ConversationRow, epoch: string): void {
  if (!was.customerPresentOn.includes(epoch)) return;
  const customerPresentOn = was.customerPresentOn.filter((other) => other !== epoch);
  if (customerPresentOn.length > 0) {
    putConversation(s, { ...was, customerPresentOn });
    return;
  }
  const customerGraceUntil = s.at + s.state.settings.graceCustomerMs;
  const row = { ...was, customerPresentOn, customerGoneAt: s.at, customerGraceUntil };
  putConversation(s, row);
  noteCustomer(s, row);
}

export const personArrived: Handler<"person:arrived"> = (s, event) => {
  if (event.person === "agent") {
    const agent = s.state.agents.get(event.agentId);
    if (agent === undefined) return "unknown_agent";
    agentArrives(s, agent, event.nodeEpoch);
    return null;
  }
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  customerArrives(s, conversation, event.nodeEpoch);
  return null;
};

export const personLeft: Handler<"person:left"> = (s, event) => {
  if (event.person === "agent") {
    const agent = s.state.agents.get(event.agentId);
    if (agent === undefined) return "unknown_agent";
    agentLeaves(s, agent, event.nodeEpoch);
    return null;
  }
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  customerLeaves(s, conversation, event.nodeEpoch);
  return null;
};

/** R65: everybody connected to the node left. In id order: a set remembers how it was filled. */
export const nodeLost: Handler<"node:lost"> = (s, event) => {
  const node = s.state.index.nodes.get(event.nodeEpoch);
  const agentIds = [...(node?.agents ?? [])].sort();
  const conversationIds = [...(node?.conversations ?? [])].sort();
  for (const id of agentIds) agentLeaves(s, must(s.state.agents, id), event.nodeEpoch);
  for (const id of conversationIds) customerLeaves(s, must(s.state.conversations, id), event.nodeEpoch);
  return null;
};

/**
 * R66: a choice stops or starts new offers. What inactivity chose stands only over `available`, and only that is
 * taken back by activity; everything else is for a person to say, and whoever says it of themselves responds (R58).
 */
export const setAvailability: Handler<"availability:set"> = (s, event) => {
  const was = s.state.agents.get(event.agentId);
  if (was === undefined) return "unknown_agent";
  if (!was.isEnabled) return "agent_disabled";
  const { availability, until = null, isAutomatic = false, byId } = event;
  const isBusy = availability === "busy";
  if (until !== null && !(isBusy && Number.isFinite(until) && until > s.at)) return "invalid";
  if (isAutomatic && (byId !== null || availability === "offline")) return "invalid";
  if (isAutomatic && (isBusy ? was.availability !== "available" : !was.isAwayByItself)) return null;
  const agent = isAutomatic || byId !== null ? was : backAgain(s, was);
  if (agent !== was) putAgent(s, agent);
  const busyReason = isBusy ? event.busyReason : null;
  const isAwayByItself = isAutomatic && isBusy;
  const isSame =
    was.availability === availability &&
    was.busyReason === busyReason &&
    was.availabilityUntil === until &&
    was.isAwayByItself === isAwayByItself;
  if (!isSame) choose(s, agent, { availability, busyReason, until, isAwayByItself, byId });
  return null;
};
