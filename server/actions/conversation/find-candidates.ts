import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { newestWords } from "../../runtime/unanswered-words.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { requireReader } from "./open-conversation.ts";

/** The library's candidates for the customer's current turn, or for words typed into the search. Only `answer` entries. */
export async function findCandidates(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["answer:candidates"]>,
): Promise<OutputOf<AgentCommands["answer:candidates"]>> {
  await requireReader(app, me, input.conversationId);
  const question = input.text ?? (await newestWords(app.database.main, input.conversationId));
  const teamId = app.dispatcher.state.conversations.get(input.conversationId)?.teamId;
  const single = teamId === undefined ? null : (app.dispatcher.state.teams.get(teamId)?.thresholds?.single ?? null);
  if (question === null || question.trim() === "") return { question: null, candidates: [], single };
  const { candidates } = app.library.match(question, 8);
  return {
    question,
    single,
    candidates: candidates
      .flatMap((candidate) => {
        const answer = app.library.answer(candidate.answerId);
        return answer === undefined || answer.kind !== "answer"
          ? []
          : [{ answerId: answer.id as never, title: answer.title, body: answer.body, degree: candidate.degree }];
      })
      .slice(0, 5),
  };
}
