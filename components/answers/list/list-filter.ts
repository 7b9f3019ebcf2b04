import type { AgentInput } from "#components/realtime/command-shapes.ts";

export type ListState = "draft" | "new" | "changed" | "removed" | "disabled";
export type ListHealth = "care" | "fine" | "unused";
export type ListSort = "asked" | "title" | "updated";

export interface ListFilter {
  search: string;
  /** Null: every one. The empty text: those without a category. */
  category: string | null;
  language: string | null;
  health: ListHealth | null;
  state: ListState | null;
  sort: ListSort;
}

export const noFilter: ListFilter = {
  search: "",
  category: null,
  language: null,
  health: null,
  state: null,
  sort: "asked",
};

const PAGE = 200;

/** The filter as the command takes it; `search` as it settled. */
export function listInput(filter: ListFilter, search: string): Omit<AgentInput<"library:list">, "after"> {
  return {
    query: search.trim().slice(0, 200),
    category: filter.category || null,
    isUncategorised: filter.category === "",
    language: filter.language,
    health: filter.health,
    state: filter.state,
    sort: filter.sort,
    limit: PAGE,
  };
}

export const isFiltered = ({ sort: _, ...filter }: ListFilter): boolean =>
  filter.search.trim() !== "" ||
  [filter.category, filter.language, filter.health, filter.state].some((one) => one !== null);
