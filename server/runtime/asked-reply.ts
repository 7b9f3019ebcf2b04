import type { ItemOf } from "../contract/items.ts";
import { seats } from "../routing/queries.ts";
import type { RoutingState } from "../routing/state.ts";
import { handOffHistoryOf } from "../rules/hand-off-history.ts";
import type { Thresholds } from "../rules/hand-off-thresholds.ts";
import { decideReply, DEFAULT_REPLY_SETTINGS, type ReplyDecision } from "../rules/hand-off.ts";
import type { AskedQuestion } from "../store/asked-questions.ts";
import { chooseTeam, closedTeams } from "../store/choose-team.ts";
import type { ConversationRow, NewItem } from "../store/conversation-writer.ts";
import type { Sql } from "../store/database.ts";
import { countAnswer } from "../store/library.ts";
import type { Question } from "./asked-question.ts";
import { type Library, NO_EXTRAS } from "./library.ts";
import { thresholdsNow } from "./thresholds.ts";

const SHOWN_CANDIDATES = 5;

export interface ReplyOptions {
  library: Library;
  state(): RoutingState;
  /** The base of a team and a category, as learned; null where the team's own is not known either. */
  base?(teamId: string | null, category: string | null): Thresholds | null;
}

/** The record of a question but for what is known when the reply is written. */
export type Recorded = Omit<AskedQuestion, "replyItemId" | "askedAt" | "language">;

/** What the library says to a question, and the record of it; null for what is no question: a greeting, a picture, an entry chosen from suggestions. */
export async function composeReply(
  options: ReplyOptions,
  sql: Sql,
  row: ConversationRow,
  question: Question,
): Promise<{ item: NewItem<"message">; decision: ReplyDecision | null; asked: Recorded | null }> {
  const { library } = options;
  const state = options.state();
  const who = { askerKind: question.askerKind };
  const { entries } = question;
  const chosen = question.chosenId === null ? undefined : entries.get(question.chosenId);
  const teamId = await chooseTeam(sql, row.id, closedTeams(state));
  const match = chosen === undefined ? question.match : null;
  const matched = match?.candidates ?? [];
  const best = matched.find(({ kind }) => kind === "answer") ?? null;
  const category = (best === null ? null : entries.get(best.answerId)?.category) ?? null;
  const thresholds = thresholdsNow(state, teamId, options.base?.(teamId, category) ?? null);
  const places = seats(state, teamId);
  const medium = match === null ? "picture" : match.hasWords ? "text" : "wordless";
  const decision =
    chosen === undefined
      ? decideReply({
          candidates: matched,
          medium,
          thresholds,
          history: handOffHistoryOf(row.hand_off),
          settings: DEFAULT_REPLY_SETTINGS,
        })
      : null;
  const say = decision?.say ?? "answer";
  const firstId = chosen?.id ?? decision?.candidateIds[0] ?? null;
  const first = firstId === null ? undefined : entries.get(firstId);
  const isSaid = say === "answer" || say === "person" || say === "greeting" || say === "thanks";
  if (say === "answer" && first !== undefined) await countAnswer(sql, first.id, "asked");
  const prompt = say === "picture" ? ({ cause: "picture" } as const) : (decision?.prompt ?? null);
  const tested = {
    single: thresholds.single,
    mean: thresholds.mean,
    reason: thresholds.reason,
    freeSeats: places.free,
    totalSeats: places.total,
    waiting: places.waiting,
  };
  const data: ItemOf<"message">["data"] = {
    text: isSaid ? (first?.body ?? null) : null,
    picture: null,
    requestId: null,
    answerId: null,
    auto: null,
    reply: {
      say,
      answerId: isSaid && first !== undefined ? (first.id as never) : null,
      title: isSaid ? (first?.title ?? null) : null,
      suggestions:
        say !== "suggest"
          ? []
          : (decision?.candidateIds ?? []).flatMap((id) => {
              const answer = entries.get(id);
              return answer === undefined ? [] : [{ answerId: answer.id as never, title: answer.title }];
            }),
      prompt: prompt === null ? null : { cause: prompt.cause, isAnybodyReachable: places.isAnybodyReachable },
      ...(say === "answer" && first !== undefined ? library.extras(first.id, who) : NO_EXTRAS),
      match: {
        degree: decision?.degree ?? null,
        mean: decision?.mean ?? null,
        candidates: matched.slice(0, SHOWN_CANDIDATES).flatMap((candidate) => {
          const answer = entries.get(candidate.answerId);
          return answer === undefined
            ? []
            : [{ answerId: answer.id as never, title: answer.title, degree: candidate.degree }];
        }),
        thresholds: tested,
        modelId: question.modelId,
      },
    },
  };
  const asked: Recorded | null =
    decision === null || decision.degree === null
      ? null
      : {
          siteId: row.site_id,
          teamId,
          conversationId: row.id,
          itemId: question.itemId,
          text: question.text,
          category,
          say,
          degree: decision.degree,
          mean: decision.mean,
          answerId: best?.answerId ?? null,
          candidates: matched.slice(0, SHOWN_CANDIDATES).map(({ answerId, degree }) => ({ answerId, degree })),
          promptCause: prompt?.cause ?? null,
          modelId: question.modelId,
          thresholds: { ...tested, baseSingle: thresholds.base.single, baseMean: thresholds.base.mean },
        };
  return { item: { kind: "message", author: { kind: "library", id: null, name: null }, data }, decision, asked };
}
