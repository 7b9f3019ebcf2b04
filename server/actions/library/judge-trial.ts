import type { TrialRow } from "../../contract/library-job-views.ts";
import type { Said } from "./what-is-said.ts";

/** What is known of a past question from what people said of it, or of the same words. */
export interface Known {
  /** The entry that was right, and how we know. */
  right: { answerId: string; why: Exclude<TrialRow["why"], "not_helpful" | "none"> } | null;
  /** Entries that were wrong. */
  wrong: ReadonlySet<string>;
}

/** What a library says, with every entry it offers: the answer, or all choices of "did you mean". */
export interface Outcome extends Said {
  offeredIds: readonly string[];
}

const answers = (said: Said): boolean => said.say !== "suggest" && said.say !== "honest" && said.say !== "picture";

/** How the draft's reply differs from the published one. */
export function changeOf(published: Outcome, draft: Outcome): TrialRow["change"] {
  if (answers(published) && answers(draft)) return published.answerId === draft.answerId ? "same" : "different";
  if (answers(draft)) return "newly";
  if (answers(published)) return "lost";
  if (published.say === draft.say) return "same";
  return draft.say === "suggest" ? "newly" : "lost";
}

/**
 * Whether the draft's reply is better, by what is known: giving the right entry beats offering it, which beats saying
 * that one does not know, which beats giving a wrong one. Without knowledge, or when both are as good, `unknown`.
 */
export function verdictOf(known: Known, published: Outcome, draft: Outcome): Pick<TrialRow, "verdict" | "why"> {
  const before = worthOf(known, published);
  const after = worthOf(known, draft);
  if (before === after) return { verdict: "unknown", why: "none" };
  const why = known.right?.why ?? "not_helpful";
  return { verdict: after > before ? "better" : "worse", why };
}

function worthOf({ right, wrong }: Known, said: Outcome): number {
  if (answers(said)) {
    if (right !== null) return said.answerId === right.answerId ? 3 : 0;
    return said.answerId !== null && wrong.has(said.answerId) ? 0 : 1;
  }
  if (right !== null && said.say === "suggest" && said.offeredIds.includes(right.answerId)) return 2;
  return 1;
}
