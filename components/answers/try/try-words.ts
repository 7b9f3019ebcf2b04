import type { AgentOutput } from "#components/realtime/command-shapes.ts";

export type TryResult = AgentOutput<"answer:try">;

/** What the customer would get, as one sentence: `key` names the message. */
export interface TryWords {
  key: "answer" | "suggest" | "honest" | "person" | "greeting" | "thanks";
  tone: "good" | "unsure" | "none";
  degree: number;
  /** Why a person is offered beside it; null when none is. */
  offer: { key: "single" | "mean"; threshold: number } | null;
}

/** The verdict under the trial. The first question's mean is its own degree. */
export function tryWords(result: TryResult): TryWords {
  const degree = result.candidates[0]?.degree ?? 0;
  const tone = result.say === "suggest" ? "unsure" : result.say === "honest" ? "none" : "good";
  const isAsked = result.say === "person";
  const offer =
    result.isPersonOffered && !isAsked
      ? degree < result.single
        ? ({ key: "single", threshold: result.single } as const)
        : ({ key: "mean", threshold: result.mean } as const)
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
export function rememberTry(before: readonly TriedBefore[], text: string, result: TryResult): TriedBefore[] {
  const { key, tone, degree } = tryWords(result);
  return [{ text, key, tone, degree }, ...before.filter((each) => each.text !== text)].slice(0, KEPT);
}
