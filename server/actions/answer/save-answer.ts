import type { AnswerView } from "../../contract/admin-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { saveAnswer as storeAnswer, setAnswerEnabled as storeEnabled } from "../../store/answers.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** The same question is kept once, whatever its capitals and spaces. */
function distinctQuestions(questions: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const question of questions) {
    const trimmed = question.trim();
    const key = trimmed.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");
    if (!seen.has(key)) seen.set(key, trimmed);
  }
  return [...seen.values()];
}

/** Adds or changes an entry; it is found at once, the model follows. */
export async function saveAnswer(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["answer:save"]>,
): Promise<AnswerView> {
  const category = input.category?.trim() ?? "";
  const answer = {
    title: input.title.trim(),
    body: input.body.trim(),
    category: category === "" ? null : category,
    language: input.language,
    teamId: input.teamId,
    questions: distinctQuestions(input.questions),
    isEnabled: input.isEnabled,
  };
  const view = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "answer:save", input), () => storeAnswer(sql, app.siteId, input.id, answer, me.name)),
  );
  await publish(app);
  return view;
}

export async function setAnswerEnabled(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["answer:set-enabled"]>,
): Promise<AnswerView> {
  const view = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "answer:set-enabled", input), () =>
      storeEnabled(sql, app.siteId, input.id, input.isEnabled, me.name),
    ),
  );
  await publish(app);
  return view;
}

/** The edit is committed: a fault from here on is ours to repeat, not the admin's. Other nodes see the library's number. */
async function publish(app: App): Promise<void> {
  await app.library
    .entriesChanged()
    .catch((error: unknown) => app.log.error({ err: error }, "the edited library was not loaded"));
  await app.settingsChanged("answers");
}
