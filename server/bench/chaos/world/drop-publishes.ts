import type { Publish } from "#server/runtime/publication.ts";

/** Nothing is told to anybody; who follows what on this node goes on, as it is no word to anybody. */
export const dropPublishes =
  (real: Publish): Publish =>
  (publications) =>
    real(publications.filter(({ kind }) => kind !== "event"));
