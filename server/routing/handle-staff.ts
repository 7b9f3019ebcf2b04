/** R50–R55: settings, teams and agents as the admin changes them. */
import { withExcess } from "./assignments.ts";
import { loadOf, offersOf } from "./holdings.ts";
import { returnOffer, shedOffers } from "./offers.ts";
import { loseAgent } from "./queue-line.ts";
import type { Handler } from "./rules.ts";
import { areSoundHours, isSoundAgent, isSoundSettings, isSoundTeam } from "./sound.ts";
import type { AgentRow, TeamRow } from "./state.ts";
import { PLAIN_TEAM, type TeamRules } from "./team-rules.ts";
import { change, must, putAgent, putSettings, putTeam, type Stepping } from "./stepping.ts";

/** R26, R13: what weighs more than before makes pending offers go, and is accounted for. */
function weighAgain(s: Stepping): void {
  for (const agentId of [...s.state.agents.keys()].sort()) {
    shedOffers(s, agentId, 0);
    const agent = must(s.state.agents, agentId);
    const counted = withExcess(s, agent, true);
    if (counted !== agent) putAgent(s, counted);
  }
}

export const changeSettings: Handler<"settings:changed"> = (s, event) => {
  if (!isSoundSettings(event.settings)) return "invalid";
  const was = s.state.settings.weights;
  const { request, consult } = event.settings.weights;
  putSettings(s, { ...event.settings });
  if (was.request !== request || was.consult !== consult) weighAgain(s);
  return null;
};

/** R15: who was asked when is kept by round-robin teams alone, for their members. */
function forgetAsked(s: Stepping, teamId: string, agentIds: readonly string[]): void {
  for (const agentId of agentIds) {
    const agent = s.state.agents.get(agentId);
    if (agent === undefined || !Object.hasOwn(agent.askedIn, teamId)) continue;
    const { [teamId]: _, ...askedIn } = agent.askedIn;
    putAgent(s, { ...agent, askedIn });
  }
}

/** R51: who left the team loses its offers. */
function withdrawFrom(s: Stepping, teamId: string, agentId: string): void {
  for (const offer of offersOf(s.state, agentId)) {
    const isOfTeam = offer.kind !== "transfer" && s.state.conversations.get(offer.conversationId)?.teamId === teamId;
    if (isOfTeam) returnOffer(s, offer, "withdrawn", "not_in_team");
  }
}

export const changeTeam: Handler<"team:changed"> = (s, event) => {
  const { id, agentIds, ...given } = event.team;
  const rules: TeamRules = { ...PLAIN_TEAM, ...given };
  if (new Set(agentIds).size !== agentIds.length || !isSoundTeam(id, rules, s.at)) return "invalid";
  if (agentIds.some((agentId) => !s.state.agents.has(agentId))) return "unknown_agent";
  const was = s.state.teams.get(id);
  const row: TeamRow = { ...rules, id, agentIds: [...agentIds], thresholds: was?.thresholds ?? null };
  putTeam(s, row);
  const left = (was?.agentIds ?? []).filter((agentId) => !row.agentIds.includes(agentId));
  for (const agentId of left) withdrawFrom(s, id, agentId);
  if (was?.strategy === "round_robin") forgetAsked(s, id, row.strategy === "round_robin" ? left : was.agentIds);
  return null;
};

/** R57: when the team opens and closes from now on. */
export const planHours: Handler<"team:hours-planned"> = (s, event) => {
  const team = s.state.teams.get(event.teamId);
  if (team === undefined) return "unknown_team";
  const { hours } = event;
  const turns = hours?.turnsAt ?? [];
  if (!areSoundHours(hours, s.at)) return "invalid";
  const wasOpen = team.hours?.isOpen ?? true;
  putTeam(s, { ...team, hours: hours === null ? null : { isOpen: hours.isOpen, turnsAt: [...turns] } });
  const isOpen = hours?.isOpen ?? true;
  if (isOpen !== wasOpen)
    s.notices.push({ type: "team:hours-turned", teamId: team.id, isOpen, nextTurnAt: turns[0] ?? null });
  return null;
};

export const removeTeam: Handler<"team:removed"> = (s, event) => {
  if (!s.state.teams.has(event.teamId)) return "unknown_team";
  for (const conversation of s.state.conversations.values())
    if (conversation.teamId === event.teamId) return "team_in_use";
  forgetAsked(s, event.teamId, must(s.state.teams, event.teamId).agentIds);
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
    languages: [],
    skills: {},
    availabilityUntil: null,
    isAwayByItself: false,
    lapses: 0,
    notResponding: null,
    leavingAt: null,
    wrapUps: [],
    askedIn: {},
    sideWork: { requests: 0, consults: 0 },
  };
}

export const changeAgent: Handler<"agent:changed"> = (s, event) => {
  const { agentId, capacity, isEnabled } = event;
  const was = s.state.agents.get(agentId) ?? newAgent(agentId, capacity, s.at);
  const { languages = was.languages, skills = was.skills } = event;
  if (!isSoundAgent({ capacity, languages, skills })) return "invalid";
  putAgent(s, { ...was, capacity, isEnabled, languages, skills });
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
