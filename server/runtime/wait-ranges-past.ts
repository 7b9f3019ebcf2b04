import type { PastChat, PastEntry } from "../store/wait-forecasts.ts";
import type { WaitStage } from "../rules/wait-range.ts";
import type { WaitWatch } from "./wait-ranges-watch.ts";

const isStage = (stage: string): stage is WaitStage => stage === "asked" || stage === "line";

/** Tells a watch what happened before it began, in order of time. */
export function replayPast(
  watch: WaitWatch,
  past: { entries: readonly PastEntry[]; chats: readonly PastChat[] },
): void {
  const events: { at: number; tell(at: number): void }[] = [];
  const note = (at: number | null, tell: (at: number) => void): void => {
    if (at !== null) events.push({ at, tell });
  };
  for (const { id, teamId, state, enteredAt, creditMs, endedAt, askedAt, forecast } of past.entries) {
    note(enteredAt, (at) => watch.came(teamId, creditMs, at));
    note(askedAt, (at) => watch.asked(id, at));
    if (forecast !== null && isStage(forecast.stage)) {
      const { stage, centreMs, spread, lowMs, highMs, position } = forecast;
      const said = { forecast: { stage, centreMs, spread }, range: { lowMs, highMs }, position };
      note(forecast.at, (at) => watch.told({ entryId: id, teamId, at, ...said }));
    }
    note(endedAt, (at) => (state === "assigned" ? watch.answered(teamId, id, at) : watch.left(teamId, id, at)));
  }
  for (const { teamId, startedAt, endedAt, state } of past.chats) {
    note(startedAt, (at) => watch.chatBegan(teamId, at));
    note(endedAt, (at) => watch.chatEnded(teamId, at, state !== "agent_lost"));
  }
  events.sort((x, y) => x.at - y.at);
  for (const { at, tell } of events) tell(at);
}
