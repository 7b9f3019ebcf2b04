import { setImmediate as nextTurn } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { collisions } from "../../answers/collisions.ts";
import { suggestQuestions } from "../../answers/suggest-questions.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { CollisionView } from "../../contract/library-views.ts";
import { questionKey } from "../../store/library-content.ts";
import { unansweredTexts } from "../../store/unanswered.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { toCollision } from "./collision-view.ts";

/** Questions worked on at a stretch, about 5 ms. */
const SLICE = 15;
const SUGGESTED_DAYS = 90;
/** Different wordings looked at for suggestions. */
const MOST_TEXTS = 600;
const MOST_SUGGESTED = 10;

/** Which of an entry's questions other entries ask as well: those given (as they are being typed), or those of its draft. */
export async function findCollisions(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:collisions"]>,
): Promise<OutputOf<AgentCommands["library:collisions"]>> {
  const { model, entries } = await app.drafts.now();
  const own = input.id === null ? undefined : entries.get(input.id);
  const questions = input.questions ?? own?.questions;
  if (questions === undefined) throw new RefusedError("not_found");
  const id = input.id ?? uuidv7();
  const titles = { get: (other: string) => (other === id ? { title: own?.title ?? "" } : entries.get(other)) };
  const found: CollisionView[] = [];
  for (let at = 0; at < questions.length; at += SLICE) {
    const entry = {
      id,
      questions: questions.slice(at, at + SLICE),
      language: own?.language ?? "en",
      kind: own?.kind ?? ("answer" as const),
    };
    const clashes = collisions(model, [entry], { questionsOf: (other) => entries.get(other)?.questions ?? [] });
    found.push(...clashes.map((each) => toCollision(each, titles)));
    await nextTurn();
  }
  return { collisions: found.sort((a, b) => b.degree - a.degree).slice(0, 100) };
}

/** Real questions nobody could answer that sound like this entry's. */
export async function suggestForEntry(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:suggest-questions"]>,
): Promise<OutputOf<AgentCommands["library:suggest-questions"]>> {
  const { model, entries } = await app.drafts.now();
  const entry = entries.get(input.id);
  if (entry === undefined) throw new RefusedError("not_found");
  const known = new Set(entry.questions.map(questionKey));
  const texts = (await unansweredTexts(app.database.main, app.siteId, SUGGESTED_DAYS, MOST_TEXTS)).filter(
    ({ text }) => !known.has(questionKey(text)),
  );
  const found: OutputOf<AgentCommands["library:suggest-questions"]>["suggestions"] = [];
  const idsOf = new Map(texts.map(({ ids, text }) => [ids[0] ?? "", { ids, text }]));
  for (let at = 0; at < texts.length; at += SLICE) {
    const asked = texts.slice(at, at + SLICE).map(({ ids, text }) => ({ id: ids[0] ?? "", text }));
    for (const { ids, text, degree } of suggestQuestions(model, entry, asked, { most: MOST_SUGGESTED })) {
      const questionIds = ids.flatMap((id) => idsOf.get(id)?.ids ?? []);
      found.push({ text, degree, count: questionIds.length, questionIds: questionIds.slice(0, 200) });
    }
    await nextTurn();
  }
  const ranked = found.sort((a, b) => b.degree * Math.sqrt(b.count) - a.degree * Math.sqrt(a.count));
  return { suggestions: ranked.slice(0, MOST_SUGGESTED) };
}
