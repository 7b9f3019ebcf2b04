import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { answersEn } from "#prisma/scenarios/demo-shop/answers-en.ts";
import type { LibraryEntry } from "#server/answers/entry.ts";
import { match } from "#server/answers/match.ts";
import { train } from "#server/answers/train.ts";
import type { ReplyCandidate } from "#server/rules/hand-off.ts";

/** A question that somebody really wrote, with what the trained library makes of it. */
export interface JudgedQuestion {
  readonly candidates: readonly ReplyCandidate[];
  /** Of the first candidate; 0 when there is none. */
  readonly degree: number;
  /** The first candidate is the right one. */
  readonly isRight: boolean;
  /** The library has an answer to it. */
  readonly isInScope: boolean;
}

export interface QuestionSet {
  readonly name: string;
  readonly questions: readonly JudgedQuestion[];
}

interface Labelled {
  readonly text: string;
  /** Null: the library has no answer to it. */
  readonly answerId: string | null;
}

const SEED = 1;
/** Every so many-th entry of the shop's own library is taken out of it: what is asked about it is out of scope. */
const LEFT_OUT = 5;
/** Every so many-th question of an entry is asked instead of learned. */
const ASKED = 4;

/** The sets of a folder (`library.jsonl` and `dev.jsonl` in each), by name. */
export function setsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map(({ name }) => name)
    .filter((name) => ["library.jsonl", "dev.jsonl"].every((file) => readdirSync(join(folder, name)).includes(file)))
    .sort();
}

/** Trains the library of one set and matches its questions. */
export function loadQuestions(folder: string, name: string): QuestionSet {
  const entries = linesOf<{ faqId: string; similarQuestions: string[] }>(join(folder, name, "library.jsonl")).map(
    ({ faqId, similarQuestions }): LibraryEntry => ({
      id: faqId,
      questions: similarQuestions,
      language: "und",
      kind: "answer",
    }),
  );
  const asked = linesOf<{ text: string; faqId: string | null }>(join(folder, name, "dev.jsonl"));
  return judge(
    name,
    entries,
    asked.map(({ text, faqId }) => ({ text, answerId: faqId })),
  );
}

/** The demo shop's library, part of it held back to be asked: enough to try the simulation without any data. */
export function demoQuestions(): QuestionSet {
  const answers = answersEn.filter(({ kind }) => kind === "answer");
  const learned = answers.filter((_, at) => at % LEFT_OUT !== 0);
  const isAsked = (_: string, at: number): boolean => at % ASKED === ASKED - 1;
  const entries = learned.map(
    ({ key, questions, language }): LibraryEntry => ({
      id: key,
      questions: questions.filter((text, at) => !isAsked(text, at)),
      language,
      kind: "answer",
    }),
  );
  const asked = answers.flatMap(({ key, questions }, at): Labelled[] => {
    const isOut = at % LEFT_OUT === 0;
    return questions
      .filter((text, of) => isOut || isAsked(text, of))
      .map((text) => ({ text, answerId: isOut ? null : key }));
  });
  return judge("demo", entries, asked);
}

function judge(name: string, entries: readonly LibraryEntry[], asked: readonly Labelled[]): QuestionSet {
  const model = train(entries, { seed: SEED });
  const questions = asked.map(({ text, answerId }): JudgedQuestion => {
    const { candidates } = match(model, text);
    const [first] = candidates;
    return {
      candidates,
      degree: first?.degree ?? 0,
      isRight: answerId !== null && first?.answerId === answerId,
      isInScope: answerId !== null,
    };
  });
  return { name, questions };
}

function linesOf<Line>(path: string): Line[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line.trim().length > 0).map((line) => JSON.parse(line) as Line);
}
