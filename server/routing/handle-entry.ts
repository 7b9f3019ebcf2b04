/** R19, R78: what a person does with an entry in line: takes it, or moves it to another team's line. */
import { startAssignment } from "./assignments.ts";
import { entryOf } from "./holdings.ts";
import { withdrawOfferOf } from "./offers.ts";
import { leaveLineAssigned, moveToTeam } from "./queue-line.ts";
import { reasonNamed, waitNumbers } from "./reasons.ts";
import type { Handler } from "./rules.ts";
import { must } from "./stepping.ts";

export const takeEntry: Handler<"entry:taken"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  const entry = entryOf(s.state, conversation.id);
  if (entry === null) return conversation.state === "assigned" ? "already_assigned" : "not_waiting";
  const team = must(s.state.teams, entry.teamId);
  const agent = s.state.agents.get(event.agentId);
  if (agent === undefined || !team.agentIds.includes(agent.id)) return "unknown_agent";
  if (team.strategy !== "manual") return "not_manual";
  const standing = s.state.index.agents.get(agent.id)?.placed?.teams.get(team.id)?.standing;
  if (standing === "full") return "agent_full";
  if (standing !== "ready") return "agent_unavailable";
  withdrawOfferOf(s, conversation.id, "supervisor");
  const numbers = waitNumbers(s.state, entry, s.at);
  const reason = reasonNamed(s.state, { teamId: team.id, entryKey: entry.key }, agent.id, "taken", numbers);
  const place = leaveLineAssigned(s, conversation, must(s.state.entries, entry.id));
  const to = { agentId: agent.id, place, why: "taken" as const, byId: null, fromAgentId: null, isConnected: false };
  const assignment = startAssignment(s, must(s.state.conversations, conversation.id), to);
  s.reasons.push({ about: "assignment", id: assignment.id, conversationId: conversation.id, at: s.at, ...reason });
  return null;
};

export const moveEntry: Handler<"entry:moved"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  const entry = entryOf(s.state, conversation.id);
  if (entry === null) return "not_waiting";
  const team = s.state.teams.get(event.teamId);
  if (team === undefined) return "unknown_team";
  if (team.id === entry.teamId) return "invalid";
  moveToTeam(s, entry, team.id, "moved");
  return null;
};
