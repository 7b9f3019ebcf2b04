import type { PendingMessage } from "#components/realtime/pending.ts";
import type { SiteView } from "#server/contract/index.ts";
import type { ChatActions, ChatConnection, ChatModel } from "./chat-model.ts";

export type EarlyMessage = Parameters<ChatActions["send"]>[0] & { key: string; createdAt: number };

/** The chat before there is a session: the shop, and what was written so far, on its way. */
export function earlyModel(site: SiteView, written: readonly EarlyMessage[], connection: ChatConnection): ChatModel {
  const pending = written.map(
    ({ key, createdAt, text, picture }): PendingMessage => ({
      clientId: key,
      conversationId: null,
      kind: "message",
      text: text ?? null,
      picture: picture ? { blob: picture, uploaded: 0 } : null,
      createdAt,
      state: "waiting",
      code: null,
    }),
  );
  return {
    site,
    isLoaded: false,
    customer: null,
    conversations: [],
    items: [],
    pending,
    place: null,
    peopleOnline: null,
    hours: null,
    typing: null,
    hasEarlier: false,
    isLoadingEarlier: false,
    connection,
  };
}

/** What can be done before there is a session: write. The rest says that the server is not there yet. */
export function earlyActions(write: ChatActions["send"], takeBack: (key: string) => void): ChatActions {
  const notYet = async () => "unavailable";
  const nothing = () => undefined;
  return {
    send: write,
    retry: nothing,
    discard: takeBack,
    rateAnswer: notYet,
    askForPerson: async () => ({ code: await notYet(), opensAt: null }),
    keepAsking: notYet,
    leaveQueue: notYet,
    endConversation: notYet,
    rateConversation: notYet,
    leaveRequest: notYet,
    onType: nothing,
    onTypingStop: nothing,
    loadEarlier: nothing,
  };
}
