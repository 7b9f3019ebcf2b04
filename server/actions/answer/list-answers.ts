import type { OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { listAnswers as readAnswers } from "../../store/answers.ts";
import type { App, StaffPrincipal } from "../app.ts";

/** Longest text the list carries per entry for searching in the browser. */
const SEARCH_LENGTH = 1_500;

/** The whole library as a list, with the model in use. */
export async function listAnswers(app: App, _me: StaffPrincipal): Promise<OutputOf<AgentCommands["answer:list"]>> {
  const all = await readAnswers(app.database.main, app.siteId);
  const answers = all.map(({ body, questions, ...rest }) => ({
    ...rest,
    questionCount: questions.length,
    search: [rest.title, rest.category ?? "", ...questions, body].join("\n").toLowerCase().slice(0, SEARCH_LENGTH),
  }));
  const categories = [...new Set(all.flatMap(({ category }) => (category === null ? [] : [category])))].sort((a, b) =>
    a.localeCompare(b),
  );
  return { answers, categories, model: app.library.status };
}
