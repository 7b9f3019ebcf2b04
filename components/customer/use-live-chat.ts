"use client";

import { useMemo } from "react";
import { isRefused } from "#components/realtime/refused-error.ts";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import { useCustomerCommand } from "#components/realtime/use-customer-command.ts";
import { useCustomerTyping } from "#components/realtime/use-customer-signals.ts";
import { useCustomerThread } from "#components/realtime/use-customer-thread.ts";
import { useLeaveRequest } from "#components/realtime/use-leave-request.ts";
import { useQueuePlace } from "#components/realtime/use-queue-place.ts";
import { useSendMessage } from "#components/realtime/use-send-message.ts";
import type { SiteView } from "#server/contract/index.ts";
import type { ChatActions, ChatModel, RefusalCode } from "./chat-model.ts";

/** The chat as it is on the wire, as the screen's model and actions. `site` is what the page was served with. */
export function useLiveChat(site: SiteView): { model: ChatModel; actions: ChatActions } {
  const { isReady, thread, items, pending, typing, isLoadingEarlier, loadEarlier } = useCustomerThread();
  const { status, isStickyMissing } = useConnectionStatus();
  const place = useQueuePlace();
  const model = useMemo<ChatModel>(
    () => ({
      site: thread?.site ?? site,
      isLoaded: isReady,
      customer: thread?.customer ?? null,
      conversations: thread?.conversations ?? [],
      items,
      pending,
      place,
      peopleOnline: thread?.peopleOnline ?? null,
      hours: thread?.hours ?? null,
      typing,
      hasEarlier: thread?.hasEarlier ?? false,
      isLoadingEarlier,
      connection: status,
      isStickyMissing,
    }),
    [site, isReady, thread, items, pending, place, typing, isLoadingEarlier, status, isStickyMissing],
  );
  return { model, actions: useLiveActions(loadEarlier) };
}

function useLiveActions(loadEarlier: () => Promise<void>): ChatActions {
  const { send, retry, discard } = useSendMessage();
  const { leave } = useLeaveRequest();
  const { onType, stop } = useCustomerTyping();
  const { mutateAsync: rateAnswer } = useCustomerCommand("answer:rate");
  const { mutateAsync: askForPerson } = useCustomerCommand("handoff:request");
  const { mutateAsync: keepAsking } = useCustomerCommand("handoff:decline");
  const { mutateAsync: leaveQueue } = useCustomerCommand("queue:leave");
  const { mutateAsync: endConversation } = useCustomerCommand("conversation:end");
  const { mutateAsync: rateConversation } = useCustomerCommand("conversation:rate");
  return useMemo<ChatActions>(
    () => ({
      send: (message) => void send(message),
      retry,
      discard,
      rateAnswer: (conversationId, itemId, opinion) => refusalOf(rateAnswer({ conversationId, itemId, ...opinion })),
      async askForPerson(conversationId) {
        try {
          await askForPerson({ conversationId });
          return { code: null, opensAt: null };
        } catch (error) {
          return isRefused(error)
            ? { code: error.code, opensAt: error.refusal.opensAt ?? null }
            : { code: "internal", opensAt: null };
        }
      },
      keepAsking: (conversationId) => refusalOf(keepAsking({ conversationId })),
      leaveQueue: (conversationId) => refusalOf(leaveQueue({ conversationId })),
      endConversation: (conversationId) => refusalOf(endConversation({ conversationId })),
      rateConversation: (conversationId, score, comment) =>
        refusalOf(rateConversation({ conversationId, score, comment })),
      leaveRequest: (draft) => refusalOf(leave(draft)),
      onType,
      onTypingStop: stop,
      // Refused or unreachable: reaching the top again asks again.
      loadEarlier: () => void loadEarlier().catch(() => undefined),
    }),
    [
      send,
      retry,
      discard,
      leave,
      onType,
      stop,
      rateAnswer,
      askForPerson,
      keepAsking,
      leaveQueue,
      endConversation,
      rateConversation,
      loadEarlier,
    ],
  );
}

async function refusalOf(work: Promise<unknown>): Promise<RefusalCode> {
  try {
    await work;
    return null;
  } catch (error) {
    return isRefused(error) ? error.code : "internal";
  }
}
