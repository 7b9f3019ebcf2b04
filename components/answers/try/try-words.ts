import type { Tried } from "#server/contract/library-views.ts";

/** What the customer would get, as one sentence: `key` names the message. */
export interface TryWords {
  key: Tried["say"];
  tone: "good" | "unsure" | "none";
  degree: number;
  /** Why a person is offered beside it; null when none is, or when the words themselves asked for one. */
  offer: { key: "single" | "mean"; threshold: number } | null;
}

/** The verdict under the trial. The first question's mean is its own degree. */
export function tryWords(result: Tried): TryWords {
  const degree = result.candidates[0]?.degree ?? 0;
  const tone = result.say === "suggest" ? "unsure" : result.say === "honest" ? "none" : "good";
  const { promptCause } = result;
  const offer =
    result.isPersonOffered && (promptCause === "single" || promptCause === "mean")
      ? { key: promptCause, threshold: result[promptCause] }
      : null;
  return { key: result.say, tone, degree, offer };
}

export interface TriedBefore {
  text: string;
  tone: TryWords["tone"];
  key: TryWords["key"];
  degree: number;
}

const KEPT = 6;

/** Newest first, each text once. */
export function rememberTry(before: readonly TriedBefore[], text: string, result: Tried): TriedBefore[] {
  const { key, tone, degree } = tryWords(result);
  return [{ text, key, tone, degree }, ...before.filter((each) => each.text !== text)].slice(0, KEPT);
}
