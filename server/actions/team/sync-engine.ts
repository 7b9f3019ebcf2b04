import { isDeepStrictEqual } from "node:util";
import { refusalOf } from "../../contract/errors.ts";
import type { RoutingState } from "../../routing/state.ts";
import type { EventDraft } from "../../runtime/dispatcher.ts";
import { engineSettings, siteById } from "../../store/site.ts";
import { engineStaff, type EngineStaff } from "../../store/teams.ts";
import type { App } from "../app.ts";

/** One comparison at a time in a process: two at once would tell the engine everything twice. */
const underWay = new WeakMap<App, Promise<void>>();

/**
 * Brings the engine up to the tables of people, teams and settings: compares them with its state and dispatches what
 * differs. Called after each change, at start, and by the tail of every node; what is already so costs two reads.
 */
export function syncStaffToEngine(app: App): Promise<void> {
  const before = underWay.get(app) ?? Promise.resolve();
  const now = before.catch(() => undefined).then(() => syncOnce(app));
  underWay.set(app, now);
  return now;
}

async function syncOnce(app: App): Promise<void> {
  const sql = app.database.main;
  const [staff, site] = await Promise.all([engineStaff(sql), siteById(sql, app.siteId)]);
  const { state } = app.dispatcher;
  const settings = site === null ? state.settings : engineSettings(site.intervals);
  if (!isDeepStrictEqual({ ...settings }, { ...state.settings }))
    await app.dispatcher.dispatch({ type: "settings:changed", settings });
  for (const event of changesOf(app.dispatcher.state, staff)) await app.dispatcher.dispatch(event);
  for (const event of removalsOf(app.dispatcher.state, staff)) {
    await app.dispatcher.dispatch(event).catch((error: unknown) => {
      // Somebody still waits there, or is being moved away: the next comparison tries again.
      const code = refusalOf(error)?.code;
      if (code !== "in_use" && code !== "not_found") throw error;
    });
  }
}

/** Agents before the teams that name them. */
function changesOf(state: RoutingState, { agents, teams }: EngineStaff): EventDraft[] {
  const events: EventDraft[] = [];
  for (const { id, capacity, isEnabled } of agents) {
    const known = state.agents.get(id);
    if (known?.capacity !== capacity || known.isEnabled !== isEnabled)
      events.push({ type: "agent:changed", agentId: id, capacity, isEnabled });
  }
  for (const team of teams) {
    const known = state.teams.get(team.id);
    if (known === undefined || !isDeepStrictEqual({ ...known, thresholds: null }, { ...team, thresholds: null }))
      events.push({ type: "team:changed", team });
  }
  return events;
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
