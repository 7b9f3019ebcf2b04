import type { Board } from "#server/contract/views.ts";

type Team = Board["teams"][number];
export type BoardThresholds = NonNullable<Team["thresholds"]>;

/** The three parts of the sentence under the gauge; each names a message and fills it. */
export interface ReasonWords {
  reason: BoardThresholds["reason"];
  seats: { free: number; total: number; waiting: number };
  /** `by` is how far both stand from their bases; two figures where a bound held one of them back. */
  shift: { key: "above" | "below" | "at"; by: string };
  /**
   * On the way, so that the seats of now are not why they stand here: away from where this reason put them
   * (`isLeaving`), or not there yet. Null when they stand where the reason says.
   */
  passing: { heading: "up" | "down"; isLeaving: boolean } | null;
}

const LEAST = 0.005;

/** Why both thresholds stand where they do, with its numbers. */
export function reasonWords(thresholds: BoardThresholds): ReasonWords {
  const single = thresholds.single - thresholds.singleBase;
  const mean = thresholds.mean - thresholds.meanBase;
  const [a, b] = [Math.abs(single).toFixed(2), Math.abs(mean).toFixed(2)];
  const isStill = Math.abs(single) < LEAST && Math.abs(mean) < LEAST;
  return {
    reason: thresholds.reason,
    seats: { free: thresholds.freeSeats, total: thresholds.totalSeats, waiting: thresholds.waiting },
    shift: { key: isStill ? "at" : single + mean > 0 ? "above" : "below", by: a === b ? a : `${a} / ${b}` },
    passing: passingOf(thresholds, isStill ? 0 : single + mean),
  };
}

/** `above`: how far both stand over their bases, together; negative below. */
function passingOf({ reason, trend }: BoardThresholds, above: number): ReasonWords["passing"] {
  if (reason === "normal") return null;
  const isLow = reason !== "idle";
  if (isLow ? above > 0 : above < 0) return { heading: isLow ? "down" : "up", isLeaving: false };
  // Nobody there is where they stay, whatever the last minutes were like.
  if (reason === "busy" && trend === "rising") return { heading: "up", isLeaving: true };
  return reason === "idle" && trend === "falling" ? { heading: "down", isLeaving: true } : null;
}

/** Whose thresholds the board shows: the lowest, where people are kept for the worst matches. Null before the first ones. */
export function pressedTeam(teams: readonly Team[]): { team: Team; thresholds: BoardThresholds } | null {
  return teams.reduce<{ team: Team; thresholds: BoardThresholds } | null>((lowest, team) => {
    const { thresholds } = team;
    if (thresholds === null) return lowest;
    return lowest === null || thresholds.single < lowest.thresholds.single ? { team, thresholds } : lowest;
  }, null);
}

/** A difference of degrees with its sign: +0.05, −0.20, 0.00. */
export function signed(difference: number): string {
  const size = Math.abs(difference).toFixed(2);
  if (size === "0.00") return size;
  return difference > 0 ? `+${size}` : `−${size}`;
}
