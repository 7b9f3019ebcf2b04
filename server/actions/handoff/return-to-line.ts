import { randomUUID } from "node:crypto";
import type { CustomerItem } from "../../contract/customer-items.ts";
import { refusalOf } from "../../contract/errors.ts";
import type { CustomerConversation } from "../../contract/customer-views.ts";
import type { App, CustomerPrincipal } from "../app.ts";
import { requestHandoff } from "./request-handoff.ts";

/**
 * Somebody who lost their place by being away is back while it is kept (C1, R3): they get it again, and what was kept for
 * the message box is withdrawn. Who left by themselves, or has written since, says what they want.
 * @param items the newest of the chapter, oldest first
 */
export function isPlaceWaiting(
  chapter: Pick<CustomerConversation, "id" | "state">,
  items: readonly CustomerItem[],
  now: number,
  placeKeptMs: number,
): boolean {
  if (chapter.state !== "library") return false;
  const last = items.findLast(
    ({ kind, author, conversationId }) =>
      conversationId === chapter.id && (kind === "left_queue" || (kind === "message" && author.kind === "customer")),
  );
  return last?.kind === "left_queue" && last.data.reason === "away" && now - last.createdAt < placeKeptMs;
}

/** Puts them back where they were; never rejects. Where nobody is there any more, what was kept stays in the message box. */
export async function returnToLine(
  app: App,
  me: CustomerPrincipal,
  chapter: Pick<CustomerConversation, "id" | "state">,
  items: readonly CustomerItem[],
): Promise<void> {
  if (!app.dispatcher.isReady) return;
  const { meta, settings } = app.dispatcher.state;
  if (!isPlaceWaiting(chapter, items, Math.max(Date.now(), meta.at), settings.placeKeptMs)) return;
  try {
    await requestHandoff(app, me, { clientId: randomUUID(), conversationId: chapter.id });
  } catch (error) {
    // Another tab was quicker, or nobody is there: either is said elsewhere.
    if (refusalOf(error) === null) app.log.warn({ err: error }, "a place in line could not be given back");
  }
}
