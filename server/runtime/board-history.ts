import type { Board } from "../contract/views.ts";
import { seats } from "../routing/queries.ts";
import type { RoutingState } from "../routing/state.ts";

const MINUTE_MS = 60_000;
const KEPT = 60;
/** Looked back over for the trend: the damped thresholds turn round within seconds, and the way they came is not where they go. */
const TREND_MS = 15_000;
/** A threshold that moved less than this in that time is steady. */
const STEADY = 0.01;

type Point = Board["history"][number];

/** The last hour, a point a minute, and where each team's thresholds are heading. Lost with the process: it is a picture, not a record. */
export interface BoardHistory {
  /** Called about once a second; keeps the newest point of each minute. */
  note(state: RoutingState, at: number): void;
  points(): Point[];
  trendOf(teamId: string): "rising" | "steady" | "falling";
}

export function createBoardHistory(): BoardHistory {
  const kept: Point[] = [];
  const singles = new Map<string, { at: number; single: number }[]>();

  return {
    note(state, at) {
      const all = seats(state, null);
      let longest = at;
      for (const entry of state.entries.values()) longest = Math.min(longest, entry.enteredAt);
      let owed = 0;
      for (const conversation of state.conversations.values())
        if (conversation.state === "assigned" && conversation.turn === "agent") owed += 1;
      let lowest: { single: number; mean: number } | null = null;
      for (const team of state.teams.values()) {
        const { thresholds } = team;
        if (thresholds === null) continue;
        if (lowest === null || thresholds.single < lowest.single) lowest = thresholds;
        const line = singles.get(team.id) ?? [];
        line.push({ at, single: thresholds.single });
        while (line[0] !== undefined && line[0].at < at - TREND_MS) line.shift();
        singles.set(team.id, line);
      }
      const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
      const point: Point = {
        at: minute,
        waiting: all.waiting,
        longestMs: all.waiting === 0 ? 0 : at - longest,
        freeSeats: all.free,
        owed,
        single: lowest?.single ?? 0,
        mean: lowest?.mean ?? 0,
      };
      if (kept.at(-1)?.at === minute) kept[kept.length - 1] = point;
      else kept.push(point);
      if (kept.length > KEPT) kept.shift();
    },
    points: () => [...kept],
    trendOf(teamId) {
      const line = singles.get(teamId);
      const first = line?.[0];
      const last = line?.at(-1);
      if (first === undefined || last === undefined || Math.abs(last.single - first.single) < STEADY) return "steady";
      return last.single > first.single ? "rising" : "falling";
    },
  };
}
