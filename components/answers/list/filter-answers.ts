import type { AgentOutput } from "#components/realtime/command-shapes.ts";

export type ListedAnswer = AgentOutput<"answer:list">["answers"][number];
export type AnswerSort = "asked" | "title" | "changed";

export interface AnswerFilter {
  search: string;
  /** Null: every one. The empty text: those without a category. */
  category: string | null;
  language: string | null;
  state: "on" | "off" | "poor" | null;
  sort: AnswerSort;
}

export const noFilter: AnswerFilter = { search: "", category: null, language: null, state: null, sort: "asked" };

const LEAST_VOTES = 5;
const POOR_SHARE = 0.3;

/** The share of "not helpful", when there are enough votes to mean something and it is a bad one; else null. */
export function poorShare({ helpful, notHelpful }: Pick<ListedAnswer, "helpful" | "notHelpful">): number | null {
  const votes = helpful + notHelpful;
  return votes >= LEAST_VOTES && notHelpful / votes >= POOR_SHARE ? notHelpful / votes : null;
}

/** What fits all words of the search and every filter, in the chosen order. */
export function filterAnswers(answers: readonly ListedAnswer[], filter: AnswerFilter): ListedAnswer[] {
  const words = filter.search.toLowerCase().split(/\s+/u).filter(Boolean);
  return answers
    .filter(
      (answer) =>
        (filter.category === null || (answer.category ?? "") === filter.category) &&
        (filter.language === null || answer.language === filter.language) &&
        (filter.state === null || isInState(answer, filter.state)) &&
        words.every((word) => answer.search.includes(word) || answer.title.toLowerCase().includes(word)),
    )
    .sort(orders[filter.sort]);
}

function isInState(answer: ListedAnswer, state: NonNullable<AnswerFilter["state"]>): boolean {
  return state === "poor" ? poorShare(answer) !== null : answer.isEnabled === (state === "on");
}

const byTitle = (a: ListedAnswer, b: ListedAnswer) => a.title.localeCompare(b.title);
const orders: Record<AnswerSort, (a: ListedAnswer, b: ListedAnswer) => number> = {
  asked: (a, b) => b.asked - a.asked || byTitle(a, b),
  title: byTitle,
  changed: (a, b) => b.updatedAt - a.updatedAt || byTitle(a, b),
};
