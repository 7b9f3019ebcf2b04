import {
  baseFor,
  type Evidence,
  type Heard,
  type LearnedBase,
  lentTo,
  NOTHING_HEARD,
  withHeard,
} from "./learned-base.ts";

/** What a team's questions taught so far, plain JSON: of all of them, and of each category. */
export interface TeamEvidence {
  readonly all: Evidence;
  readonly categories: Readonly<Record<string, Evidence>>;
}

export const NOTHING_HEARD_OF_TEAM: TeamEvidence = { all: NOTHING_HEARD, categories: {} };

/** Takes in one more question of a team. */
export function withHeardOfTeam(
  { all, categories }: TeamEvidence,
  heard: Heard & { readonly category: string | null },
  base: number,
): TeamEvidence {
  const { category } = heard;
  return {
    all: withHeard(all, heard, base),
    categories:
      category === null
        ? categories
        : { ...categories, [category]: withHeard(categories[category] ?? NOTHING_HEARD, heard, base) },
  };
}

/** The bases of a team: the whole under the empty name, and every category of which something was heard. */
export function basesOfTeam({ all, categories }: TeamEvidence, base: number): Map<string, LearnedBase> {
  return new Map([
    ["", baseFor(all, base)],
    ...Object.entries(categories).map(([category, own]): [string, LearnedBase] => [
      category,
      baseFor(lentTo(own, all), base),
    ]),
  ]);
}
