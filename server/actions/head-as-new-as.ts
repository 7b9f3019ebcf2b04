/**
 * A head that is not older than the items shown with it: one that says "served" beside the item that closed it would have
 * no hole, and nothing would mend it. A head that is newer than the items is a hole, which a page fills by itself.
 * @param newestSeq of those items, in the numbering of the head; 0 when there are none
 * @param readAgain reads the head anew; null when it is gone meanwhile, and the one at hand stands
 */
export async function headAsNewAs<Head extends { headSeq: number }>(
  head: Head,
  newestSeq: number,
  readAgain: () => Promise<Head | null>,
): Promise<Head> {
  if (newestSeq <= head.headSeq) return head;
  return (await readAgain()) ?? head;
}
