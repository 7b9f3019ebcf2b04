/** R50–R55: settings, teams and agents as the admin changes them. */
import { withExcess } from "./assignments.ts";
import { loadOf, offersOf } from "./holdings.ts";
import { returnOffer, shedOffers } from "./offers.ts";
import { loseAgent } from "./queue-line.ts";
import type { Handler } from "./rules.ts";
import type { AgentRow, SettingsRow, TeamRow } from "./state.ts";
import { change, must, putAgent, putSettings, putTeam } from "./stepping.ts";

const isLength = (ms: number): boolean => Number.isFinite(ms) && ms > 0;
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

function isSound(row: SettingsRow): boolean {
  const lengths = [
    row.graceAgentMs,
    row.graceCustomerMs,
    row.connectMs,
    row.roundRestMs,
    row.placeKeptMs,
    row.recheckMs,
  ];
  if (!lengths.every(isLength) || !isCount(row.creditBoundMs)) return false;
  const quiet = [row.quietWarnMs, row.quietCloseMs];
  if (!quiet.every((ms) => ms === null || isLength(ms))) return false;
  return row.quietWarnMs === null || row.quietCloseMs === null || row.quietWarnMs < row.quietCloseMs;
}

export const changeSettings: Handler<"settings:changed"> = (s, event) => {
  if (!isSound(event.settings)) return "invalid";
  putSettings(s, { ...event.settings });
  return null;
};

export const changeTeam: Handler<"team:changed"> = (s, event) => {
  const { id, agentIds, offerMs, isAutoAccept, maxWaiting } = event.team;
  const isRepeated = new Set(agentIds).size !== agentIds.length;
  if (isRepeated || !isLength(offerMs) || !(maxWaiting === null || isCount(maxWaiting))) return "invalid";
  if (agentIds.some((agentId) => !s.state.agents.has(agentId))) return "unknown_agent";
  const was = s.state.teams.get(id);
  const row: TeamRow = {
    id,
    agentIds: [...agentIds],
    offerMs,
    isAutoAccept,
    maxWaiting,
    thresholds: was?.thresholds ?? null,
  };
  putTeam(s, row);
  for (const agentId of was?.agentIds ?? []) {
    if (row.agentIds.includes(agentId)) continue;
    for (const offer of offersOf(s.state, agentId)) {
      const isOfTeam = offer.kind === "queue" && s.state.conversations.get(offer.conversationId)?.teamId === id;
      if (isOfTeam) returnOffer(s, offer, "withdrawn", "not_in_team");
    }
  }
  return null;
};

export const removeTeam: Handler<"team:removed"> = (s, event) => {
  if (!s.state.teams.has(event.teamId)) return "unknown_team";
  for (const conversation of s.state.conversations.values())
    if (conversation.teamId === event.teamId) return "team_in_use";
  change(s, { kind: "team", id: event.teamId, row: null, ended: null });
  return null;
};

function newAgent(id: string, capacity: number, at: number): AgentRow {
  return {
    id,
    capacity,
    isEnabled: true,
    availability: "offline",
    busyReason: null,
    availabilityAt: at,
    presentOn: [],
    goneAt: at,
    graceUntil: null,
    idleSince: at,
    servedCount: 0,
    overBy: 0,
  };
}

export const changeAgent: Handler<"agent:changed"> = (s, event) => {
  const { agentId, capacity, isEnabled } = event;
  if (!isCount(capacity)) return "invalid";
  const was = s.state.agents.get(agentId) ?? newAgent(agentId, capacity, s.at);
  putAgent(s, { ...was, capacity, isEnabled });
  if (!isEnabled) loseAgent(s, agentId);
  shedOffers(s, agentId, 0);
  const now = must(s.state.agents, agentId);
  const counted = withExcess(s, now, true);
  if (counted !== now) putAgent(s, counted);
  return null;
};

export const removeAgent: Handler<"agent:removed"> = (s, event) => {
  if (!s.state.agents.has(event.agentId)) return "unknown_agent";
  const isMember = (s.state.index.agents.get(event.agentId)?.teamIds.size ?? 0) > 0;
  if (isMember || loadOf(s.state, event.agentId) > 0) return "agent_in_use";
  change(s, { kind: "agent", id: event.agentId, row: null, ended: null });
  return null;
};

export const moveThresholds: Handler<"thresholds:moved"> = (s, event) => {
  const team = s.state.teams.get(event.teamId);
  if (team === undefined) return "unknown_team";
  putTeam(s, { ...team, thresholds: { ...event.thresholds } });
  s.notices.push({ type: "thresholds:moved", teamId: team.id, thresholds: event.thresholds });
  return null;
};
