/** A way customers ask, while it is edited. `key` stays the same when its words change. */
export interface QuestionDraft {
  key: string;
  text: string;
  /** Not saved yet. */
  isNew: boolean;
  /** Taken from a question customers asked. */
  isFromChats?: boolean;
}

/** The ways to ask as they are saved. */
export function savedQuestions(questions: readonly string[]): QuestionDraft[] {
  return questions.map((text, index) => ({ key: `saved-${index}`, text, isNew: false }));
}

/**
 * Adds what was typed or pasted, a question a line: empty lines, list marks and surrounding spaces go, and what is
 * there already is not added again. `skipped` says how many were.
 */
export function addLines(
  list: readonly QuestionDraft[],
  pasted: string,
  makeKey: () => string,
): { list: QuestionDraft[]; added: number; skipped: number } {
  const known = new Set(list.map(({ text }) => sameQuestion(text)));
  const fresh: QuestionDraft[] = [];
  let skipped = 0;
  for (const line of pasted.split(/[\r\n]+/u)) {
    const text = line.replace(/^\s*(?:(?:[-*•·]|\d{1,3}[.)])\s+|\d{1,3}、\s*)/u, "").trim();
    if (text === "") continue;
    const same = sameQuestion(text);
    if (known.has(same)) skipped += 1;
    else {
      known.add(same);
      fresh.push({ key: makeKey(), text, isNew: true });
    }
  }
  return { list: [...list, ...fresh], added: fresh.length, skipped };
}

export function editQuestion(list: readonly QuestionDraft[], key: string, text: string): QuestionDraft[] {
  return list.map((question) => (question.key === key ? { ...question, text } : question));
}

/** Without one; `at` is where it stood, to put it back there. */
export function removeQuestion(
  list: readonly QuestionDraft[],
  key: string,
): { list: QuestionDraft[]; removed: QuestionDraft | null; at: number } {
  const at = list.findIndex((question) => question.key === key);
  return { list: list.filter((question) => question.key !== key), removed: list[at] ?? null, at };
}

/** Undoes a removal; the list may have changed since. */
export function restoreQuestion(list: readonly QuestionDraft[], question: QuestionDraft, at: number): QuestionDraft[] {
  if (list.some(({ key }) => key === question.key)) return [...list];
  return [...list.slice(0, at), question, ...list.slice(at)];
}

/** Keys of questions that say the same as an earlier one: they are kept once when saved. */
export function duplicateKeys(list: readonly QuestionDraft[]): Set<string> {
  const seen = new Set<string>();
  const double = new Set<string>();
  for (const { key, text } of list) {
    const same = sameQuestion(text);
    if (same !== "" && seen.has(same)) double.add(key);
    seen.add(same);
  }
  return double;
}

/** Two questions are one whatever their capitals, widths and spaces; the library keeps them so. */
export function sameQuestion(text: string): string {
  return text.trim().normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");
}
