import type { QueuePlace } from "../contract/customer-views.ts";
import { entryOf } from "../routing/holdings.ts";
import { entryPlace, seats } from "../routing/queries.ts";
import type { EntryRow, RoutingState } from "../routing/state.ts";
import { shownPlaces, shownRange } from "../rules/wait-range-shown.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { WaitRanges } from "./wait-ranges.ts";

/** People a customer could reach now: available and present. */
export function peopleOnline(state: RoutingState): number {
  return seats(state, null).available;
}

export interface Places {
  /** A customer's place in line now, in the words last told where those still hold; null when they are in none. */
  placeOf(conversationId: string): QueuePlace | null;
  /** Places that read otherwise than when they were last told, of customers who are here: to be told now. */
  moved(isHere: (customerId: string) => boolean): { customerId: string; place: QueuePlace }[];
  stop(): void;
}

interface Told {
  readonly teamId: string;
  readonly place: QueuePlace;
}

/** Somebody came before others into a line: by a worse match, or back to a place they had before. */
interface CameBefore {
  readonly key: number;
  readonly isReturn: boolean;
}

/** What customers in line are shown: place and waiting time, and why a place went up. */
export function createPlaces(options: {
  dispatcher: Dispatcher;
  ranges: Pick<WaitRanges, "rangeOf" | "shown">;
  /** By the database's clock, epoch ms. */
  now(): number;
}): Places {
  const { dispatcher, ranges } = options;
  let told = new Map<string, Told>();
  /** By team, since places were last told. */
  const came = new Map<string, CameBefore[]>();

  const off = dispatcher.onChange((entries) => {
    for (const { at, outcome } of entries)
      for (const notice of outcome.notices) {
        if (notice.type !== "entry:queued") continue;
        const { key, creditMs, why, teamId } = notice;
        const isReturn = why !== "handoff" || key + creditMs < at;
        came.set(teamId, [...(came.get(teamId) ?? []), { key, isReturn }]);
      }
  });

  function look(entry: EntryRow, before: Told | undefined, at: number): QueuePlace {
    const { state } = dispatcher;
    const position = entryPlace(state, entry) + 1;
    const isSameLine = before?.teamId === entry.teamId;
    const range = ranges.rangeOf(entry, at);
    const now: QueuePlace = {
      conversationId: entry.conversationId as QueuePlace["conversationId"],
      position,
      places: shownPlaces(position, state.settings.creditBoundMs > 0),
      range: range === null ? null : shownRange(range, isSameLine ? before.place.range : null),
      isAnybodyReachable: seats(state, entry.teamId).isAnybodyReachable,
      rose: null,
      at,
    };
    if (before === undefined || rankOf(now) <= rankOf(before.place)) return now;
    return { ...now, rose: isSameLine ? whyRose(entry) : "other_line" };
  }

  function whyRose(entry: EntryRow): QueuePlace["rose"] {
    const before = came.get(entry.teamId)?.filter(({ key }) => key <= entry.key) ?? [];
    return before.some(({ isReturn }) => isReturn) ? "returned" : "worse_match_first";
  }

  return {
    placeOf(conversationId) {
      const { state } = dispatcher;
      const entry = entryOf(state, conversationId);
      if (entry === null) return null;
      const before = told.get(conversationId);
      const now = look(entry, before, Math.max(state.meta.at, options.now()));
      return before !== undefined && isSame(before.place, now) ? before.place : now;
    },
    moved(isHere) {
      if (!dispatcher.isReady) return [];
      const { state } = dispatcher;
      const at = Math.max(state.meta.at, options.now());
      const still = new Map<string, Told>();
      const moves: { customerId: string; place: QueuePlace }[] = [];
      for (const entry of state.entries.values()) {
        const { conversationId, teamId } = entry;
        const customerId = state.conversations.get(conversationId)?.customerId;
        if (customerId === undefined || !isHere(customerId)) continue;
        const before = told.get(conversationId);
        const place = look(entry, before, at);
        if (before !== undefined && isSame(before.place, place)) {
          still.set(conversationId, before);
          continue;
        }
        still.set(conversationId, { teamId, place });
        moves.push({ customerId, place });
        if (before !== undefined && before.place.position !== place.position) ranges.shown(entry, at);
      }
      told = still;
      came.clear();
      return moves;
    },
    stop: off,
  };
}

/** What a customer reads as their place. */
const rankOf = ({ position, places }: Pick<QueuePlace, "position" | "places">): number => places?.from ?? position;

/** Both read alike. */
function isSame(x: QueuePlace, y: QueuePlace): boolean {
  return (
    rankOf(x) === rankOf(y) &&
    x.places?.to === y.places?.to &&
    x.range?.lowMs === y.range?.lowMs &&
    x.range?.highMs === y.range?.highMs &&
    x.isAnybodyReachable === y.isAnybodyReachable
  );
}
