import type { AnswerId } from "#server/contract/ids.ts";

/** Which drafts go into the version: these, all but these, or (null) all of them. As `library:publish` takes it. */
export type DraftChoice = AnswerId[] | { except: AnswerId[] } | null;

/** Named one by one at most; the server takes no more. */
const MOST_NAMED = 500;

export const isChosen = (choice: DraftChoice, id: AnswerId): boolean =>
  choice === null || ("except" in choice ? !choice.except.includes(id) : choice.includes(id));

/** The choice with this draft put in or taken out. Nothing left out is all of them. */
export function toggled(choice: DraftChoice, id: AnswerId): DraftChoice {
  const named = choice === null ? [] : "except" in choice ? choice.except : choice;
  const isNamed = named.includes(id);
  if (!isNamed && named.length >= MOST_NAMED) return choice;
  const next = isNamed ? named.filter((each) => each !== id) : [...named, id];
  if (choice !== null && !("except" in choice)) return next;
  return next.length === 0 ? null : { except: next };
}

/** Nothing is chosen, whatever drafts there are: the server takes no empty list. */
export const isNone = (choice: DraftChoice): boolean => Array.isArray(choice) && choice.length === 0;
