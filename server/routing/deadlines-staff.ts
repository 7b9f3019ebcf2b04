/** What falls due for staff and teams. After each, that deadline is gone or in the future. */
import { putCounted, quietDeadlines } from "./assignments.ts";
import { recheckAt } from "./automatics.ts";
import { choose } from "./availability.ts";
import { assignmentsOf } from "./holdings.ts";
import { withdrawOfferOf } from "./offers.ts";
import { requeue } from "./queue-line.ts";
import type { DeadlineHandler } from "./rules.ts";
import { must, putAgent, putConversation, putTeam } from "./stepping.ts";

/** R57: the team opens or closes. */
export const hoursTurned: DeadlineHandler = (s, id) => {
  const team = must(s.state.teams, id);
  if (team.hours === null) return;
  const { isOpen, turnsAt } = team.hours;
  const hours = { isOpen: !isOpen, turnsAt: turnsAt.slice(1) };
  putTeam(s, { ...team, hours });
  s.notices.push({
    type: "team:hours-turned",
    teamId: id,
    isOpen: hours.isOpen,
    nextTurnAt: hours.turnsAt[0] ?? null,
  });
};

/** R66: busy until now. */
export const availabilityEnded: DeadlineHandler = (s, id) => {
  const agent = must(s.state.agents, id);
  choose(s, agent, { availability: "available", busyReason: null, until: null, isAwayByItself: false, byId: null });
};

/** R69: nobody noted what came of the chat; its seat is free. */
export const wrapUpLapsed: DeadlineHandler = (s, id) => {
  const agent = must(s.state.agents, id);
  const over = agent.wrapUps.filter(({ until }) => until <= s.at);
  putCounted(s, { ...agent, wrapUps: agent.wrapUps.filter(({ until }) => until > s.at), idleSince: s.at });
  for (const { conversationId } of over)
    s.notices.push({ type: "wrap-up:ended", agentId: id, conversationId, by: "time" });
};

/** R48: the promised time has come; the quiet clocks start anew. */
export const promiseDue: DeadlineHandler = (s, id, turnSeqs) => {
  const was = must(s.state.conversations, id);
  const again = recheckAt(s, was, turnSeqs);
  if (again !== null) return putConversation(s, { ...was, promisedAt: again });
  const row = { ...was, promisedAt: null, promiseMadeAt: null };
  putConversation(s, { ...row, ...quietDeadlines(s.state, row, s.at) });
  const promisedAt = was.promisedAt ?? s.at;
  s.notices.push({ type: "promise:due", conversationId: id, agentId: was.assigneeId ?? "", promisedAt });
};

/** R68: who said they would leave leaves: what nobody has taken goes back into the line at its place. */
export const left: DeadlineHandler = (s, id) => {
  const agent = { ...must(s.state.agents, id), leavingAt: null };
  putAgent(s, agent);
  s.notices.push({ type: "agent:leaving", agentId: id, leavingAt: null, byId: null });
  if (agent.availability !== "offline")
    choose(s, agent, { availability: "offline", busyReason: null, until: null, isAwayByItself: false, byId: null });
  for (const assignment of assignmentsOf(s.state, id)) {
    withdrawOfferOf(s, assignment.conversationId, "giver_lost");
    const { teamId } = assignment;
    requeue(s, assignment, { how: "transferred", why: "agent_leaving", teamId, declinedBy: [] });
  }
};
