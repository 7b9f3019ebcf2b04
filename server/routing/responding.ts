/** R58: who does not respond is asked for nothing until they say they are back. */
import { withdrawOffersOf } from "./offers.ts";
import type { AgentRow, OfferRow } from "./state.ts";
import { must, putAgent, type Stepping } from "./stepping.ts";

/** Their chats stay; pending offers go. Said once: the first reason stands. */
export function markNotResponding(s: Stepping, agentId: string, why: "lapsed" | "unanswered"): void {
  const agent = must(s.state.agents, agentId);
  if (agent.notResponding !== null) return;
  const notResponding = { since: s.at, why };
  putAgent(s, { ...agent, notResponding });
  s.notices.push({ type: "agent:responding", agentId, notResponding });
  withdrawOffersOf(s, agentId);
}

/** One lapse more in a row; at the team's measure the agent is marked. */
export function countLapse(s: Stepping, offer: OfferRow): void {
  const teamId = must(s.state.conversations, offer.conversationId).teamId;
  const { lapsesAllowed } = must(s.state.teams, teamId);
  if (lapsesAllowed === null) return;
  const agent = must(s.state.agents, offer.agentId);
  const lapses = agent.lapses + 1;
  putAgent(s, { ...agent, lapses });
  if (lapses >= lapsesAllowed) markNotResponding(s, agent.id, "lapsed");
}

/** An answer to an offer, either way, ends the row of lapses. */
export function noteResponse(s: Stepping, agentId: string): void {
  const agent = must(s.state.agents, agentId);
  if (agent.lapses > 0) putAgent(s, { ...agent, lapses: 0 });
}

/** The row of one who is back; tells it if they were marked. */
export function backAgain(s: Stepping, agent: AgentRow): AgentRow {
  if (agent.notResponding === null) return agent.lapses === 0 ? agent : { ...agent, lapses: 0 };
  s.notices.push({ type: "agent:responding", agentId: agent.id, notResponding: null });
  return { ...agent, notResponding: null, lapses: 0, idleSince: s.at };
}
