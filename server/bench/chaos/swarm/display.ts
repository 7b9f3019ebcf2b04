/** Watches what one page shows of its logs, at every change of them. */
import type { StreamLog } from "#components/realtime/stream-log.ts";
import type { CustomerItem, Item } from "#server/contract/index.ts";
import type { Ledger } from "./ledger.ts";

type AnyItem = CustomerItem | Item;

export interface Display {
  /** This log as it is shown now. */
  log(conversationId: string, log: StreamLog<AnyItem>): void;
  /** The page shows it no longer, and is right not to. */
  gone(conversationId: string): void;
}

export const textOf = (item: AnyItem): string | null =>
  item.kind === "message" || item.kind === "note" ? item.data.text : null;

interface Held {
  items: readonly AnyItem[];
  ids: Set<string>;
  texts: Set<string>;
}

/**
 * @param wholeSince epoch ms since when this page hears everything; null while it does not. Only what is committed after
 * that has a delivery time.
 */
export function createDisplay(
  ledger: Ledger,
  by: string,
  isCustomer: boolean,
  ownName: string,
  wholeSince: () => number | null,
): Display {
  const held = new Map<string, Held>();
  const { sights } = ledger;

  function first(item: AnyItem, shown: Held, isLive: boolean): void {
    const text = textOf(item);
    // Library and system lines may repeat; what people write never does.
    const isNumbered = text !== null && (item.author.kind === "customer" || item.author.kind === "agent");
    if (shown.ids.has(item.id)) sights.shownTwice.push(`${by} sees item ${item.id} twice`);
    if (isNumbered && shown.texts.has(text)) sights.shownTwice.push(`${by} sees "${text}" twice`);
    shown.ids.add(item.id);
    if (isNumbered) shown.texts.add(text);
    ledger.show(
      { id: item.id, seq: item.seq, text },
      {
        by,
        conversationId: item.conversationId,
        publicSeq: isCustomer ? item.seq : (item as Item).publicSeq,
        fullSeq: isCustomer ? null : item.seq,
        text,
      },
    );
    const since = wholeSince();
    const isOwn = isCustomer ? item.author.kind === "customer" : item.author.name === ownName;
    if (isLive && since !== null && !isOwn && item.createdAt > since) ledger.lagsMs.push(Date.now() - item.createdAt);
  }

  return {
    log(conversationId, { items, floor }) {
      const before = held.get(conversationId);
      if (before?.items === items) return;
      const last = before?.items.at(-1);
      const count = before?.items.length ?? 0;
      if (before !== undefined && items[count - 1] === last && items[0] === (before.items[0] ?? items[0])) {
        let newest = last?.seq ?? floor;
        for (const item of items.slice(count)) {
          if (item.seq <= newest) sights.outOfOrder.push(`${by} sees ${item.seq} after ${newest} of ${conversationId}`);
          newest = item.seq;
          first(item, before, true);
        }
        before.items = items;
        return;
      }
      // Inserted between others, or let go below the floor.
      const now: Held = { items, ids: before?.ids ?? new Set(), texts: before?.texts ?? new Set() };
      const ids = new Set(items.map(({ id }) => id));
      for (const item of before?.items ?? []) {
        if (ids.has(item.id)) continue;
        now.ids.delete(item.id);
        now.texts.delete(textOf(item) ?? "");
        if (item.seq > floor) sights.vanished.push(`${by} no longer sees ${item.seq} of ${conversationId}`);
      }
      if (ids.size !== items.length) sights.shownTwice.push(`${by} sees an item of ${conversationId} twice`);
      const known = new Set(before?.items.map(({ id }) => id));
      let newest = floor;
      for (const item of items) {
        if (item.seq <= newest) sights.outOfOrder.push(`${by} sees ${item.seq} after ${newest} of ${conversationId}`);
        newest = item.seq;
        if (known.has(item.id)) continue;
        if (last !== undefined && item.seq < last.seq) ledger.lateInserts += 1;
        // What came with the opening of a log was not waited for.
        first(item, now, before !== undefined);
      }
      held.set(conversationId, now);
    },
    gone: (conversationId) => void held.delete(conversationId),
  };
}
