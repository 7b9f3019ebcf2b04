import { createRequire } from "node:module";
import type { BenchSet } from "./sets.ts";

/** What is used of `@nlpjs/basic` and `@nlpjs/lang-all`, which bring no types. */
interface Nlp {
  settings: Record<string, unknown>;
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(language: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }>;
}
interface Container {
  use(plugin: unknown, name?: string): void;
  get(name: string): Nlp;
}

const NONE = "None";
/** Scripts that tell a language apart; of Latin ones the set's name does, else English. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Thai}/u, "th"],
  [/\p{Script=Cyrillic}/u, "ru"],
];

/** nlp.js with the plugin of the set's language, no spelling of its own settings but quiet, and no entity extraction. */
export async function startNlpjs({ set, entries }: BenchSet) {
  // It tells every epoch on standard output, whatever its settings say.
  console.log = () => undefined;
  const require = createRequire(import.meta.url);
  const { containerBootstrap, Nlp: NlpPlugin } = require("@nlpjs/basic") as {
    containerBootstrap(settings: unknown): Promise<Container>;
    Nlp: unknown;
  };
  const { LangAll } = require("@nlpjs/lang-all") as { LangAll: unknown };
  const container = await containerBootstrap({});
  container.use(NlpPlugin);
  container.use(LangAll);
  const nlp = container.get("nlp");
  Object.assign(nlp.settings, { autoSave: false, autoLoad: false, forceNER: false });
  const language = languageOf(set, entries[0]?.questions.join(" ") ?? "");
  nlp.addLanguage(language);
  for (const { id, questions } of entries) for (const text of questions) nlp.addDocument(language, text, id);
  await nlp.train();
  return async (text: string) => {
    const { classifications } = await nlp.process(language, text);
    const real = classifications.filter(({ intent }) => intent !== NONE);
    return { found: real.map(({ intent }) => intent), score: real[0]?.score ?? 0 };
  };
}

function languageOf(set: string, sample: string): string {
  const byScript = SCRIPTS.find(([script]) => script.test(sample))?.[1];
  return byScript ?? /-([a-z]{2})$/.exec(set)?.[1] ?? "en";
}
