import { type HandOffHistory, meanDegree, withDegree } from "./hand-off-history.ts";
import type { Thresholds } from "./hand-off-thresholds.ts";

/** An entry of the library that may be meant, by falling degree (what `answers/match` returns). */
export interface ReplyCandidate {
  readonly answerId: string;
  readonly kind: "answer" | "person" | "greeting" | "thanks";
  readonly degree: number;
}

/**
 * How the library replies: with the answer; with a choice of answers; by saying that it does not know; by asking about a
 * picture; by offering a person as asked; by greeting back; by welcoming thanks.
 */
export type Say = "answer" | "suggest" | "honest" | "picture" | "person" | "greeting" | "thanks";

export interface ReplySettings {
  /** From this degree on the first candidate is given as the answer. */
  readonly answeringDegree: number;
  /** Below this degree nothing is suggested either. */
  readonly givingUpDegree: number;
}

export const DEFAULT_REPLY_SETTINGS: ReplySettings = { answeringDegree: 0.5, givingUpDegree: 0.15 };

export interface ReplyInput {
  readonly candidates: readonly ReplyCandidate[];
  /** `wordless`: emoji or signs only. `picture`: anything seen or heard that was not put into words. */
  readonly medium: "text" | "wordless" | "picture";
  readonly thresholds: Thresholds;
  readonly history: HandOffHistory;
  readonly settings: ReplySettings;
}

export interface ReplyDecision {
  readonly say: Say;
  /** The entry to say, or up to five to choose from, or none. */
  readonly candidateIds: readonly string[];
  /** The degree stored with the reply: that of the best answer; null for what is not a question. */
  readonly degree: number | null;
  /** The mean with this reply in it; null when nothing was asked since it restarted. */
  readonly mean: number | null;
  /** Offer a person, and why: this reply's degree, the mean's, or because they asked. */
  readonly prompt: { readonly cause: "single" | "mean" | "asked" } | null;
  readonly nextHistory: HandOffHistory;
}

const MOST_SUGGESTED = 5;
/** A suggestion this unlikely only lengthens the list. */
const LEAST_SUGGESTED = 0.05;
/** From this degree on a person was asked for in words. */
const ASKED_DEGREE = 0.5;
/** The mean of one question is that question: the mean is a test of its own from here on. */
const LEAST_FOR_MEAN = 2;
/** Questions after a "no" that do not prompt, unless the degree falls to a new low. */
const QUIET_QUESTIONS = 2;

/** What the library says to a message, and whether a person is offered with it (B3, B6). */
export function decideReply({ candidates, medium, thresholds, history, settings }: ReplyInput): ReplyDecision {
  const [first] = candidates;
  const unasked = { degree: null, mean: meanDegree(history), prompt: null, nextHistory: history };
  if (medium === "picture") return { ...unasked, say: "picture", candidateIds: [] };
  if (first?.kind === "person" && first.degree >= ASKED_DEGREE) {
    return { ...unasked, say: "person", candidateIds: [first.answerId], prompt: { cause: "asked" } };
  }
  if ((first?.kind === "greeting" || first?.kind === "thanks") && first.degree >= settings.answeringDegree) {
    return { ...unasked, say: first.kind, candidateIds: [first.answerId] };
  }
  const answers = candidates.filter(({ kind }) => kind === "answer");
  const degree = answers[0]?.degree ?? 0;
  if (medium === "wordless" && degree < settings.answeringDegree)
    return { ...unasked, say: "honest", candidateIds: [] };
  const nextHistory = withDegree(history, degree);
  const mean = meanDegree(nextHistory);
  const isMeanTested = nextHistory.degrees.length >= LEAST_FOR_MEAN;
  const cause = causeOf(degree, isMeanTested ? mean : null, thresholds);
  const prompt = cause !== null && mayPrompt(history, degree) ? { cause } : null;
  return { ...sayingFor(answers, degree, settings), degree, mean, prompt, nextHistory };
}

function sayingFor(
  answers: readonly ReplyCandidate[],
  degree: number,
  { answeringDegree, givingUpDegree }: ReplySettings,
): Pick<ReplyDecision, "say" | "candidateIds"> {
  if (answers.length === 0 || degree < givingUpDegree) return { say: "honest", candidateIds: [] };
  if (degree >= answeringDegree) return { say: "answer", candidateIds: [answers[0]!.answerId] };
  const suggested = answers.filter((answer, place) => place === 0 || answer.degree >= LEAST_SUGGESTED);
  return { say: "suggest", candidateIds: suggested.slice(0, MOST_SUGGESTED).map(({ answerId }) => answerId) };
}

function causeOf(degree: number, mean: number | null, thresholds: Thresholds): "single" | "mean" | null {
  if (degree < thresholds.single) return "single";
  return mean !== null && mean < thresholds.mean ? "mean" : null;
}

/** After a "no" two questions stay quiet, unless one matches worse than any before it in the conversation. */
function mayPrompt({ questions, declinedAfter, lowest }: HandOffHistory, degree: number): boolean {
  if (declinedAfter === null || questions >= declinedAfter + QUIET_QUESTIONS) return true;
  return lowest !== null && degree < lowest;
}
