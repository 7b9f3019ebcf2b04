/** R70–R75: from agent to agent by an offer, to a team by the line. */
import { assignmentOf, hasRoom, offerOf } from "./holdings.ts";
import { makeOffer, returnOffer, withdrawOfferOf } from "./offers.ts";
import type { EventOf } from "./events.ts";
import type { RefusalCode } from "./outcome.ts";
import { requeue } from "./queue-line.ts";
import { placeNumbers, reasonNamed } from "./reasons.ts";
import type { Handler } from "./rules.ts";
import { isReachable } from "./standing.ts";
import type { AssignmentRow } from "./state.ts";
import { must, type Stepping } from "./stepping.ts";

type Requested = EventOf<"transfer:requested">;

/** The giver's assignment, or why there is none to give. */
function givenBy(s: Stepping, conversationId: string, byAgentId: string): AssignmentRow | RefusalCode {
  if (!s.state.conversations.has(conversationId)) return "unknown_conversation";
  const assignment = assignmentOf(s.state, conversationId);
  if (assignment === null) return "not_assigned";
  return assignment.agentId === byAgentId ? assignment : "not_yours";
}

function toAgent(s: Stepping, given: AssignmentRow, agentId: string): RefusalCode | null {
  const agent = s.state.agents.get(agentId);
  if (agent === undefined) return "unknown_agent";
  if (agentId === given.agentId) return "same_agent";
  if (!isReachable(agent) || agent.presentOn.length === 0) return "agent_unavailable";
  const conversation = must(s.state.conversations, given.conversationId);
  if (!hasRoom(s.state, agentId, conversation.teamId)) return "agent_full";
  withdrawOfferOf(s, conversation.id, "giver_withdrew");
  const reason = reasonNamed(
    s.state,
    { teamId: conversation.teamId, entryKey: given.entryKey },
    agentId,
    "named_by_giver",
    placeNumbers(given, s.at),
  );
  const offer = makeOffer(s, conversation, { agentId, entry: null, fromAgentId: given.agentId });
  s.reasons.push({ about: "offer", id: offer.id, conversationId: conversation.id, at: s.at, ...reason });
  return null;
}

function toTeam(s: Stepping, given: AssignmentRow, teamId: string): RefusalCode | null {
  const team = s.state.teams.get(teamId);
  if (team === undefined) return "unknown_team";
  const giver = must(s.state.agents, given.agentId);
  const isGiverThere = team.agentIds.includes(giver.id);
  const others = (s.state.index.teams.get(teamId)?.reachable ?? 0) - (isGiverThere && isReachable(giver) ? 1 : 0);
  if (others <= 0) return "nobody_available";
  withdrawOfferOf(s, given.conversationId, "giver_withdrew");
  requeue(s, given, { how: "transferred", why: "transferred", teamId, declinedBy: isGiverThere ? [giver.id] : [] });
  return null;
}

export const requestTransfer: Handler<"transfer:requested"> = (s, event: Requested) => {
  const given = givenBy(s, event.conversationId, event.byAgentId);
  if (typeof given === "string") return given;
  // R75: what the giver does themselves goes before the chat being offered on.
  if (offerOf(s.state, event.conversationId)?.kind === "transfer") return "transfer_pending";
  if (event.toAgentId !== null && event.toTeamId === null) return toAgent(s, given, event.toAgentId);
  if (event.toTeamId !== null && event.toAgentId === null) return toTeam(s, given, event.toTeamId);
  return "invalid";
};

export const withdrawTransfer: Handler<"transfer:withdrawn"> = (s, event) => {
  const given = givenBy(s, event.conversationId, event.byAgentId);
  if (typeof given === "string") return given;
  const offer = offerOf(s.state, event.conversationId);
  if (offer?.kind !== "transfer") return "no_transfer";
  returnOffer(s, offer, "withdrawn", "giver_withdrew");
  return null;
};
