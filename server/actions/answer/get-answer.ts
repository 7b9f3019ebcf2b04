import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { AnswerView } from "../../contract/library-views.ts";
import { answerView } from "../../store/answers.ts";
import type { App, StaffPrincipal } from "../app.ts";

export async function getAnswer(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["answer:get"]>,
): Promise<AnswerView> {
  const answer = await answerView(app.database.main, app.siteId, input.id);
  if (answer === null) throw new RefusedError("not_found");
  return answer;
}
