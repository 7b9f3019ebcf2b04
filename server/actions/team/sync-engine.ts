import { isDeepStrictEqual } from "node:util";
import { refusalOf } from "../../contract/errors.ts";
import type { RoutingState } from "../../routing/state.ts";
import { hoursAt, hoursFrom, isPlanned } from "../../rules/business-hours.ts";
import type { EventDraft } from "../../runtime/dispatcher.ts";
import { engineSettings, siteById } from "../../store/site.ts";
import { engineStaff, type EngineStaff } from "../../store/teams.ts";
import type { App } from "../app.ts";
import { engineTeam } from "./engine-team.ts";

/** One comparison at a time in a process: two at once would tell the engine everything twice. */
const underWay = new WeakMap<App, Promise<void>>();

/**
 * Brings the engine up to the tables of people, teams and settings: compares them with its state and dispatches what
 * differs, the hours of a fortnight ahead among it. Called after each change, at start, once an hour, and by the tail of
 * every node; what is already so costs two reads.
 */
export function syncStaffToEngine(app: App): Promise<void> {
  const before = underWay.get(app) ?? Promise.resolve();
  const now = before.catch(() => undefined).then(() => syncOnce(app));
  underWay.set(app, now);
  return now;
}

async function syncOnce(app: App, isAgain = false): Promise<void> {
  const sql = app.database.main;
  const [staff, site] = await Promise.all([engineStaff(sql), siteById(sql, app.siteId)]);
  const { state } = app.dispatcher;
  const settings = site === null ? state.settings : engineSettings(site);
  if (!isDeepStrictEqual({ ...settings }, { ...state.settings }))
    await app.dispatcher.dispatch({ type: "settings:changed", settings });
  let isLate = false;
  for (const event of [...changesOf(app.dispatcher.state, staff), ...hoursOf(app.dispatcher.state, staff)]) {
    await app.dispatcher.dispatch(event).catch((error: unknown) => {
      // A team opened or closed between reading and deciding: its next turn is said anew, once.
      if (isAgain || !("hours" in event || "team" in event) || refusalOf(error)?.code !== "invalid") throw error;
      isLate = true;
    });
  }
  if (isLate) return syncOnce(app, true);
  for (const event of removalsOf(app.dispatcher.state, staff)) {
    await app.dispatcher.dispatch(event).catch((error: unknown) => {
      // Somebody still waits there, or is being moved away: the next comparison tries again.
      const code = refusalOf(error)?.code;
      if (code !== "in_use" && code !== "not_found") throw error;
    });
  }
}

/** Agents before the teams that name them. */
function changesOf(state: RoutingState, { agents, teams, at }: EngineStaff): EventDraft[] {
  const events: EventDraft[] = [];
  for (const { id: agentId, ...agent } of agents) {
    const known = state.agents.get(agentId);
    const { capacity, isEnabled, languages, skills } = known ?? {};
    if (!isDeepStrictEqual({ capacity, isEnabled, languages, skills }, agent))
      events.push({ type: "agent:changed", agentId, ...agent });
  }
  for (const each of teams) {
    const known = state.teams.get(each.id);
    // Hours are compared apart, because they move on by themselves, and told apart, because that is news for customers.
    const hours = known?.hours ? hoursAt(known.hours, at) : known === undefined ? hoursFrom(each.timetable, at) : null;
    const team = engineTeam(each, hours);
    const { thresholds: _thresholds, hours: _known, ...was } = known ?? { thresholds: null, hours: null };
    const { hours: _wanted, ...wanted } = team;
    if (!isDeepStrictEqual(was, wanted)) events.push({ type: "team:changed", team });
  }
  return events;
}

/** Hours of teams whose timetable says something else, or more, than the engine knows. A new team comes with its own. */
function hoursOf(state: RoutingState, { teams, at }: EngineStaff): EventDraft[] {
  return teams.flatMap(({ id, timetable }): EventDraft[] => {
    const team = state.teams.get(id);
    if (team === undefined) return [];
    const known = team.hours;
    const hours = hoursFrom(timetable, at);
    return isPlanned(known, hours, at) ? [] : [{ type: "team:hours-planned", teamId: id, hours }];
  });
}

/** Teams before their agents; an agent is disabled first, so that whoever they serve goes back to the line. */
function removalsOf(state: RoutingState, { agents, teams }: EngineStaff): EventDraft[] {
  const events: EventDraft[] = [];
  const teamIds = new Set(teams.map(({ id }) => id));
  const agentIds = new Set(agents.map(({ id }) => id));
  for (const id of state.teams.keys()) if (!teamIds.has(id)) events.push({ type: "team:removed", teamId: id });
  for (const { id, capacity, isEnabled } of state.agents.values()) {
    if (agentIds.has(id)) continue;
    if (isEnabled) events.push({ type: "agent:changed", agentId: id, capacity, isEnabled: false });
    events.push({ type: "agent:removed", agentId: id });
  }
  return events;
}
