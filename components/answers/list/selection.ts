/** Which rows are picked for an act on all of them. `anchor`: where a range with Shift begins. */
export interface Selection {
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const nothingPicked: Selection = { ids: new Set(), anchor: null };

/** Picks one, or lets it go. */
export function togglePick({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Picks everything from the anchor to this one, in the order of the list. */
export function pickUpTo(selection: Selection, id: string, order: readonly string[]): Selection {
  const [from, to] = [order.indexOf(selection.anchor ?? id), order.indexOf(id)];
  if (from < 0 || to < 0) return togglePick(selection, id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor ?? id };
}

/** In pieces that one command takes. */
export function inPieces<T>(all: readonly T[], most: number): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < all.length; at += most) pieces.push(all.slice(at, at + most));
  return pieces;
}
