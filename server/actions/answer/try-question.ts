import { explain } from "../../answers/explain.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { Tried } from "../../contract/library-views.ts";
import { seats } from "../../routing/queries.ts";
import {
  DEFAULT_THRESHOLD_SETTINGS,
  thresholdsFor,
  type Seats,
  type ThresholdCode,
} from "../../rules/hand-off-thresholds.ts";
import { DEFAULT_REPLY_SETTINGS } from "../../rules/hand-off.ts";
import { thresholdsNow } from "../../runtime/thresholds.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { isForAsker, whatIsSaid } from "../library/what-is-said.ts";

/** Candidates for which it is said what decided. */
const EXPLAINED = 3;
const SHOWN = 5;

/** What a customer who asked this now, as their first question, would get. Changes nothing and counts nowhere. */
export async function tryQuestion(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["answer:try"]>,
): Promise<OutputOf<AgentCommands["answer:try"]>> {
  const { teams } = app.dispatcher.state;
  if (input.teamId !== null && !teams.has(input.teamId)) throw new RefusedError("not_found");
  const teamId = input.teamId ?? teams.keys().next().value ?? null;
  const who = {
    askerKind: input.askerKind.trim() || null,
    thresholdsOf: (category: string | null) => playedThresholds(app, teamId, category, input.asIf),
  };
  const tried = input.on === "draft" ? await app.drafts.now() : { ...published(app), isOld: false };
  const titleOf = (id: string) => tried.entries.get(id)?.title ?? null;
  const began = performance.now();
  const { said, decision, found, thresholds } = whatIsSaid(tried, input.text, who);
  const tookMs = performance.now() - began;
  const isAnswered = decision.say !== "suggest" && decision.say !== "honest" && decision.say !== "picture";
  const answer = isAnswered && said.answerId !== null ? tried.entries.get(said.answerId) : undefined;
  return {
    tookMs,
    isExact: found.isExact,
    candidates: found.candidates.slice(0, SHOWN).map(({ answerId, degree }, at) => {
      const entry = tried.entries.get(answerId);
      const why = at < EXPLAINED ? explain(tried.model, input.text, answerId) : { features: [], evidence: [] };
      return {
        answerId: answerId as Tried["candidates"][number]["answerId"],
        title: entry?.title ?? "",
        category: entry?.category ?? null,
        language: entry?.language ?? "",
        degree,
        features: why.features.map(({ text, weight }) => ({ text, weight })),
        evidence: why.evidence.map(({ name, value }) => ({ name, value })),
      };
    }),
    say: decision.say === "picture" ? "honest" : decision.say,
    title: answer?.title ?? null,
    body: answer?.body ?? null,
    pictures: [...(answer?.pictures ?? [])],
    quickReplies: [...(answer?.quickReplies ?? [])],
    followUps: (answer?.followUpIds ?? []).flatMap((id) => {
      const next = tried.entries.get(id);
      return next === undefined || !isForAsker(next, who.askerKind)
        ? []
        : [{ answerId: id as Tried["followUps"][number]["answerId"], title: next.title }];
    }),
    suggestions: decision.say === "suggest" ? decision.candidateIds.flatMap((id) => titleOf(id) ?? []) : [],
    isPersonOffered: decision.prompt !== null,
    promptCause: decision.prompt?.cause ?? null,
    ...thresholds,
    answeringDegree: DEFAULT_REPLY_SETTINGS.answeringDegree,
    givingUpDegree: DEFAULT_REPLY_SETTINGS.givingUpDegree,
    published: input.on === "draft" ? whatIsSaid(published(app), input.text, who).said : null,
    isDraftModelOld: tried.isOld,
  };
}

const published = (app: App) => ({ model: app.library.model, entries: app.library.entries });

type Played = Pick<Tried, "single" | "mean" | "reason" | "freeSeats" | "totalSeats" | "waiting">;

/** A shop of ten seats in each of the states that the thresholds know. */
const plays: Record<ThresholdCode, Seats> = {
  idle: { free: 10, total: 10, waiting: 0, isAnybodyReachable: true },
  normal: { free: 3, total: 10, waiting: 0, isAnybodyReachable: true },
  busy: { free: 0, total: 10, waiting: 10, isAnybodyReachable: true },
  nobody: { free: 0, total: 0, waiting: 0, isAnybodyReachable: false },
};

/** Today's thresholds of a team and category, or those their base would lead to in a shop that is idle, busy … */
function playedThresholds(
  app: App,
  teamId: string | null,
  category: string | null,
  asIf: InputOf<AgentCommands["answer:try"]>["asIf"],
): Played {
  const { state } = app.dispatcher;
  const base = app.baseOf(teamId, category);
  if (asIf === "now") {
    const { single, mean, reason } = thresholdsNow(state, teamId, base);
    const { free, total, waiting } = seats(state, teamId);
    return { single, mean, reason, freeSeats: free, totalSeats: total, waiting };
  }
  const played = plays[asIf];
  const { single, mean, reason } = thresholdsFor({
    base,
    seats: played,
    previous: null,
    at: state.meta.at,
    settings: DEFAULT_THRESHOLD_SETTINGS,
  });
  return {
    single,
    mean,
    reason: reason.code,
    freeSeats: played.free,
    totalSeats: played.total,
    waiting: played.waiting,
  };
}
