import type { Item } from "#server/contract/index.ts";

/** A hand-over to a colleague that is still being asked: the giver keeps the chat until it is accepted. */
export interface PendingTransfer {
  toName: string;
  startedAt: number;
}

const ends: ReadonlySet<Item["kind"]> = new Set(["offer_ended", "unassigned", "assigned", "closed", "queued"]);

/** The transfer to an agent that nothing has ended yet, or null. One to a team leaves this desk at once. */
export function pendingTransfer(items: readonly Item[]): PendingTransfer | null {
  const last = items.findLast((item) => item.kind === "transfer" || ends.has(item.kind));
  if (last?.kind !== "transfer" || last.data.toAgentId === null) return null;
  return { toName: last.data.toName, startedAt: last.createdAt };
}
