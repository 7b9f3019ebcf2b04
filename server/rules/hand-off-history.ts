/** What a conversation remembers for the prompt "transfer to a person?": plain JSON, kept on its row. */
export interface HandOffHistory {
  /** Questions with a degree since the conversation began. */
  readonly questions: number;
  /** Their degrees since the mean last restarted, oldest first. */
  readonly degrees: readonly number[];
  /** The lowest degree since the conversation began; null before the first question. */
  readonly lowest: number | null;
  /** How many questions had been asked when the customer last said no; null when they never did. */
  readonly declinedAfter: number | null;
}

/** A conversation that has just begun. */
export const EMPTY_HISTORY: HandOffHistory = { questions: 0, degrees: [], lowest: null, declinedAfter: null };

/** Reads a stored history; anything else (null, a foreign shape) is a conversation that has just begun. */
export function handOffHistoryOf(stored: unknown): HandOffHistory {
  if (typeof stored !== "object" || stored === null) return EMPTY_HISTORY;
  const { questions, degrees, lowest, declinedAfter } = stored as Record<string, unknown>;
  const isWhole =
    isCount(questions) &&
    Array.isArray(degrees) &&
    degrees.every(isDegree) &&
    (lowest === null || isDegree(lowest)) &&
    (declinedAfter === null || isCount(declinedAfter));
  return isWhole ? { questions, degrees, lowest, declinedAfter } : EMPTY_HISTORY;
}

/** The customer wants no person now: the mean starts anew, and the next two questions prompt only for a new low (B3). */
export function declineHandOff(history: HandOffHistory): HandOffHistory {
  return { ...history, degrees: [], declinedAfter: history.questions };
}

/** Takes in the degree of one more question. */
export function withDegree(
  { questions, degrees, lowest, declinedAfter }: HandOffHistory,
  degree: number,
): HandOffHistory {
  return {
    questions: questions + 1,
    degrees: [...degrees, degree],
    lowest: lowest === null ? degree : Math.min(lowest, degree),
    declinedAfter,
  };
}

/** Mean degree since the mean last restarted; null when nothing was asked since. */
export function meanDegree({ degrees }: HandOffHistory): number | null {
  return degrees.length === 0 ? null : degrees.reduce((sum, degree) => sum + degree, 0) / degrees.length;
}

/** The worst match of the conversation, for its credit in the queue (B5); null, so no credit, for who asked nothing. */
export function lowestDegree({ lowest }: HandOffHistory): number | null {
  return lowest;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isDegree(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}
