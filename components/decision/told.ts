import type { DecisionEntry, DecisionView } from "#server/contract/index.ts";

/** Somebody as they were compared. */
export interface Compared {
  agentId: string;
  /** Null: was erased, or is not known here. */
  name: string | null;
  load: number;
  capacity: number;
  idleSince: number | null;
}

/** A decision as the screens tell it, from a stored reason or from the one that came with an offer. */
export interface Told {
  at: number;
  about: DecisionEntry["about"];
  /** A rule of the engine; one not known here is told by its name. */
  why: string;
  teamName: string | null;
  chosen: Compared | null;
  /** Up to five who would have come next. */
  next: readonly Compared[];
  /** Members who could not be asked, by code; only codes that count somebody. */
  counts: readonly { code: string; count: number }[];
  numbers: Readonly<Record<string, number>>;
}

export function toldOfEntry(entry: DecisionEntry): Told {
  const named = (person: Omit<Compared, "name">): Compared => ({
    ...person,
    name: entry.names[person.agentId] ?? null,
  });
  return {
    at: entry.at,
    about: entry.about,
    why: entry.why,
    teamName: entry.names[entry.teamId] ?? null,
    chosen: entry.chosen && named(entry.chosen),
    next: entry.next.map(named),
    counts: countsOf(entry.notEligible),
    numbers: entry.numbers,
  };
}

/** @param names of colleagues by id */
export function toldOfView(
  view: DecisionView,
  context: { at: number; teamName: string | null; names: ReadonlyMap<string, string> },
): Told {
  const numbers = Object.fromEntries(
    Object.entries(view.numbers).filter((pair): pair is [string, number] => typeof pair[1] === "number"),
  );
  const { load, capacity, idleSince } = numbers;
  return {
    at: context.at,
    about: "offer",
    why: view.rule,
    teamName: context.teamName,
    chosen:
      view.chosenAgentId === null || load === undefined || capacity === undefined
        ? null
        : {
            agentId: view.chosenAgentId,
            name: context.names.get(view.chosenAgentId) ?? null,
            load,
            capacity,
            idleSince: idleSince ?? null,
          },
    next: view.next.map((person) => ({ ...person, name: context.names.get(person.agentId) ?? null })),
    counts: countsOf(view.skipped),
    numbers,
  };
}

function countsOf(notEligible: Readonly<Record<string, number>>): Told["counts"] {
  return Object.entries(notEligible).flatMap(([code, count]) => (count > 0 ? [{ code, count }] : []));
}
