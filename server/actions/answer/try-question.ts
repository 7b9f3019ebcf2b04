import type { InputOf, OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { EMPTY_HISTORY } from "../../rules/hand-off-history.ts";
import { decideReply, DEFAULT_REPLY_SETTINGS } from "../../rules/hand-off.ts";
import { thresholdsNow } from "../../runtime/thresholds.ts";
import type { App, StaffPrincipal } from "../app.ts";

/** What a customer who asked this now, as their first question, would get. Changes nothing and counts nowhere. */
export async function tryQuestion(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["answer:try"]>,
): Promise<OutputOf<AgentCommands["answer:try"]>> {
  const { library } = app;
  const { state } = app.dispatcher;
  const teamId = input.teamId ?? state.teams.keys().next().value ?? null;
  const thresholds = thresholdsNow(state, teamId);
  const began = performance.now();
  const match = library.match(input.text, 8);
  const tookMs = performance.now() - began;
  const decision = decideReply({
    candidates: match.candidates,
    medium: match.hasWords ? "text" : "wordless",
    thresholds,
    history: EMPTY_HISTORY,
    settings: DEFAULT_REPLY_SETTINGS,
  });
  const titleOf = (id: string) => library.answer(id)?.title ?? "";
  const isSaid = decision.say !== "suggest" && decision.say !== "honest";
  const saidId = isSaid ? decision.candidateIds[0] : undefined;
  return {
    tookMs,
    candidates: match.candidates.slice(0, 5).map((candidate) => ({
      answerId: candidate.answerId as never,
      title: titleOf(candidate.answerId),
      degree: candidate.degree,
    })),
    say: decision.say === "picture" ? "honest" : decision.say,
    body: saidId === undefined ? null : (library.answer(saidId)?.body ?? null),
    suggestions: decision.say === "suggest" ? decision.candidateIds.map(titleOf) : [],
    isPersonOffered: decision.prompt !== null,
    single: thresholds.single,
    mean: thresholds.mean,
  };
}
