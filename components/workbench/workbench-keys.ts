"use client";

import type { Desk } from "#server/contract/index.ts";
import { remindedOf } from "./desk/own-time.ts";
import type { ChatDialog } from "./conversation/chat-dialogs.tsx";
import type { ChatHandle } from "./conversation/open-chat.tsx";
import type { AvailabilityChoice } from "./desk/availability-menu.tsx";
import type { ShortcutActions } from "./keys/use-shortcuts.ts";
import { neighbour, nextUnread } from "./list/group-mine.ts";
import type { OfferAnswer } from "./offer/offer-stack.tsx";

/** What each key does as things stand; one with nothing to do is left out, so the browser keeps it. */
export function workbenchActions(now: {
  desk: Desk;
  openId: string | null;
  /** Does something in the open chat, once its parts are there. */
  inChat(act: (chat: ChatHandle) => void): () => void;
  hasOffers: boolean;
  open(conversationId: string): void;
  setAvailability(choice: AvailabilityChoice): void;
  answerFirst(answer: OfferAnswer): void;
  showList(): void;
  setDialog(dialog: ChatDialog): void;
  setPaletteOpen(isOpen: boolean): void;
  setSheetOpen(isOpen: boolean): void;
  toggleDetails(): void;
  back(): void;
  /** Sends the oldest notes after a chat. */
  finishWrapUp(): void;
}): ShortcutActions {
  const { desk, openId, inChat } = now;
  const goTo = (conversation: { id: string } | null) => conversation && now.open(conversation.id);
  const offers: ShortcutActions = now.hasOffers
    ? { accept: () => now.answerFirst("accept"), decline: () => now.answerFirst("decline") }
    : {};
  const chatActs: ShortcutActions = openId
    ? {
        reply: inChat((chat) => chat.reply()),
        note: inChat((chat) => chat.note()),
        insert1: inChat((chat) => chat.insertSuggestion(0)),
        insert2: inChat((chat) => chat.insertSuggestion(1)),
        insert3: inChat((chat) => chat.insertSuggestion(2)),
        insert4: inChat((chat) => chat.insertSuggestion(3)),
        insert5: inChat((chat) => chat.insertSuggestion(4)),
        send1: inChat((chat) => chat.sendSuggestion(0)),
        send2: inChat((chat) => chat.sendSuggestion(1)),
        send3: inChat((chat) => chat.sendSuggestion(2)),
        send4: inChat((chat) => chat.sendSuggestion(3)),
        send5: inChat((chat) => chat.sendSuggestion(4)),
        transfer: inChat((chat) => chat.mayTransfer && now.setDialog("transfer")),
        close: inChat((chat) => chat.mayClose && now.setDialog("close")),
        promise: inChat((chat) => chat.mayPromise && now.setDialog("promise")),
        why: () => now.setDialog("why"),
        details: now.toggleDetails,
      }
    : {};
  const longest = remindedOf(desk.conversations)[0];
  return {
    ...offers,
    ...(longest && { longest: () => now.open(longest.id) }),
    ...(desk.wrapUps.length > 0 && { wrapUp: now.finishWrapUp }),
    ...chatActs,
    palette: () => now.setPaletteOpen(true),
    sheet: () => now.setSheetOpen(true),
    nextUnread: () => goTo(nextUnread(desk.conversations, openId)),
    nextChat: () => goTo(neighbour(desk.conversations, openId, 1)),
    previousChat: () => goTo(neighbour(desk.conversations, openId, -1)),
    listMine: now.showList,
    available: now.back,
    busy: () => now.setAvailability({ availability: "busy", reason: desk.busyReasons[0]?.code ?? null }),
  };
}

/** What is left of the keys while a dialog stands open: it is answered first; only offers do not wait. */
export function offerActions({ accept, decline }: ShortcutActions): ShortcutActions {
  return { ...(accept && { accept }), ...(decline && { decline }) };
}
