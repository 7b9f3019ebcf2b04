/** Thresholds as a team's row holds them. */
export interface AnnouncedThresholds {
  readonly single: number;
  readonly mean: number;
  readonly baseSingle: number;
  readonly reason: string;
}

/** A move smaller than this is not worth a decision of its own. */
const LEAST_MOVE = 0.004;

/** Whether the thresholds of a team stand far enough from what was last announced to be announced anew. */
export function isThresholdMove(announced: AnnouncedThresholds | null, now: AnnouncedThresholds): boolean {
  return (
    announced === null ||
    Math.abs(announced.single - now.single) >= LEAST_MOVE ||
    Math.abs(announced.mean - now.mean) >= LEAST_MOVE ||
    Math.abs(announced.baseSingle - now.baseSingle) >= LEAST_MOVE ||
    announced.reason !== now.reason
  );
}
