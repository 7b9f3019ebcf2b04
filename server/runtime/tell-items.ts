import { toCustomerItem } from "../contract/customer-items.ts";
import type { Item } from "../contract/items.ts";
import { toCustomerHead, toHead, type HeadRow } from "../store/item-rows.ts";
import { toCustomer, toFollowers, type Publication } from "./publication.ts";

/**
 * One stored item, to staff who follow the conversation and, when it is public, to its customer.
 * @param exceptSocketId whose answer carries it already; their other tabs hear it like everybody
 */
export function tellItem(item: Item, row: HeadRow, agentName: string | null, exceptSocketId?: string): Publication[] {
  const told: Publication[] = [toFollowers(row.id, "item:created", { item, conversation: toHead(row) })];
  const publicItem = toCustomerItem(item);
  if (publicItem !== null) {
    told.push(
      toCustomer(row.customer_id, "item:created", { item: publicItem, conversation: toCustomerHead(row, agentName) }),
    );
  }
  return exceptSocketId === undefined ? told : told.map((each) => ({ ...each, exceptSocketId }));
}
