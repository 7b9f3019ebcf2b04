import type { LibraryRow } from "#server/contract/library-views.ts";

/** Why an entry needs care: the worse of "not helpful" among opinions and "went on to a person" among all it was asked. */
export function careOf(
  row: Pick<LibraryRow, "health" | "asked" | "helpful" | "notHelpful" | "ledToPerson">,
): { kind: "notHelpful" | "ledToPerson"; share: number } | null {
  if (row.health !== "care") return null;
  const votes = row.helpful + row.notHelpful;
  const bad = votes === 0 ? 0 : row.notHelpful / votes;
  const led = row.asked === 0 ? 0 : Math.min(1, row.ledToPerson / row.asked);
  return bad >= led ? { kind: "notHelpful", share: bad } : { kind: "ledToPerson", share: led };
}
