import { match } from "../../answers/match.ts";
import type { Model } from "../../answers/model.ts";
import type { z } from "zod";
import type { saidSchema } from "../../contract/library-views.ts";
import { EMPTY_HISTORY } from "../../rules/hand-off-history.ts";
import type { Thresholds } from "../../rules/hand-off-thresholds.ts";
import { decideReply, DEFAULT_REPLY_SETTINGS, type ReplyDecision } from "../../rules/hand-off.ts";

export type Said = z.infer<typeof saidSchema>;

/** What a library says to a first question, with the decision behind it. */
export function whatIsSaid(
  model: Model,
  titleOf: (answerId: string) => string | null,
  text: string,
  thresholds: Thresholds,
): { said: Said; decision: ReplyDecision; found: ReturnType<typeof match> } {
  const found = match(model, text, { limit: 8 });
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
    said: {
      say: decision.say,
      answerId: firstId as Said["answerId"],
      title: firstId === null ? null : titleOf(firstId),
      degree: decision.degree ?? found.candidates[0]?.degree ?? 0,
      isPersonOffered: decision.prompt !== null,
    },
  };
}
