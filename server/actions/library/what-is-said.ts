import { match, type Match } from "../../answers/match.ts";
import type { z } from "zod";
import type { saidSchema } from "../../contract/library-views.ts";
import { EMPTY_HISTORY } from "../../rules/hand-off-history.ts";
import type { Thresholds } from "../../rules/hand-off-thresholds.ts";
import { decideReply, DEFAULT_REPLY_SETTINGS, type ReplyDecision } from "../../rules/hand-off.ts";
import type { Drafted } from "../../runtime/draft-library.ts";
import type { PublishedAnswer } from "../../store/library.ts";

export type Said = z.infer<typeof saidSchema>;

const CANDIDATES = 8;
/** Asked for beyond those, in case some are for another kind of customer. */
const SPARE = 5;

/** Whether a customer of this kind may get it; null: nobody in particular. */
export const isForAsker = ({ askerKind }: Pick<PublishedAnswer, "askerKind">, kind: string | null): boolean =>
  askerKind === null || kind === null || askerKind === kind;

/** What a library says to a first question, as live replies find it: for this kind of customer, from the base of its best entry's category. */
export function whatIsSaid<T extends Thresholds>(
  { model, entries }: Pick<Drafted, "model" | "entries">,
  text: string,
  who: { askerKind: string | null; thresholdsOf(category: string | null): T },
): { said: Said; decision: ReplyDecision; found: Match; thresholds: T } {
  const matched = match(model, text, { limit: CANDIDATES + SPARE });
  const found = {
    ...matched,
    candidates: matched.candidates
      .filter(({ answerId }) => isForAsker(entries.get(answerId) ?? { askerKind: null }, who.askerKind))
      .slice(0, CANDIDATES),
  };
  const best = found.candidates.find(({ kind }) => kind === "answer");
  const thresholds = who.thresholdsOf((best === undefined ? null : entries.get(best.answerId)?.category) ?? null);
  const decision = decideReply({
    candidates: found.candidates,
    medium: found.hasWords ? "text" : "wordless",
    thresholds,
    history: EMPTY_HISTORY,
    settings: DEFAULT_REPLY_SETTINGS,
  });
  const [firstId = null] = decision.say === "honest" ? [] : decision.candidateIds;
  return {
    decision,
    found,
    thresholds,
    said: {
      say: decision.say,
      answerId: firstId as Said["answerId"],
      title: firstId === null ? null : (entries.get(firstId)?.title ?? null),
      degree: decision.degree ?? found.candidates[0]?.degree ?? 0,
      isPersonOffered: decision.prompt !== null,
    },
  };
}
