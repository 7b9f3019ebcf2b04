"use client";

import { type RefObject, useCallback, useMemo } from "react";
import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner, ReloadBanner } from "#components/ui/banner.tsx";
import { ChatComposer } from "./chat-composer.tsx";
import { ChatHead } from "./chat-head.tsx";
import { ChatLog } from "./chat-log.tsx";
import { ChatMenu } from "./chat-menu.tsx";
import type { ChatActions, ChatModel } from "./chat-model.ts";
import { EndChatBar } from "./end-chat-bar.tsx";
import { LogEnd } from "./log-end.tsx";
import { NoteBar } from "./note-bar.tsx";
import { ReplyLanguageWords } from "./reply-language-words.tsx";
import { useChatDesk } from "./use-chat-desk.ts";
import { useGreeting } from "./use-greeting.ts";

/** The whole chat, from one model and one set of actions: the same for a phone, a panel and a page. */
export function ChatScreen(props: {
  model: ChatModel;
  actions: ChatActions;
  /** Only where cookies are refused: pictures are fetched with it. */
  token: string | null;
  /** When this page was asked for (epoch ms): the greeting's time. */
  openedAt: number;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  /** Set where the chat fills a phone inside somebody's page. */
  onClose?: () => void;
}) {
  const t = useTranslations("customer");
  const { model, actions, inputRef } = props;
  const desk = useChatDesk(model, actions, inputRef);
  const greeting = useGreeting(model.site, props.openedAt);
  const { open, fault } = desk;
  const isEnded = open === null && model.conversations.length > 0;
  // The form and the rating say their own refusals, where one looks.
  const note = fault && fault.name !== "request" && fault.name !== "rate" ? fault.text : null;
  const isLeaving = desk.busy === "request";
  // While the form stands there with its words, they are not shown a second time as a bubble on its way.
  const logModel = useMemo(
    () => (isLeaving ? { ...model, pending: model.pending.filter(({ kind }) => kind !== "request") } : model),
    [model, isLeaving],
  );
  const focusComposer = useCallback(() => inputRef.current?.focus(), [inputRef]);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface text-md">
      <ChatHead
        model={model}
        isAsking={desk.busy === "person"}
        onAskForPerson={() => void desk.askForPerson()}
        onClose={props.onClose}
        menu={
          <ChatMenu
            canEnd={open !== null}
            onLeaveMessage={() => desk.openForm(false)}
            onEnd={() => desk.setIsEnding(true)}
          />
        }
      />
      {model.connection === "reload_needed" && <ReloadBanner className="border-t-0" />}
      <ReplyLanguageWords model={model}>
        <ChatLog
          model={logModel}
          actions={actions}
          token={props.token}
          greeting={greeting}
          busy={desk.busy}
          onPerson={() => void desk.askForPerson()}
          onKeepAsking={(prompt) => desk.keepAsking(prompt.conversationId)}
          onLeaveMessage={() => desk.openForm(true)}
          onDescribe={focusComposer}
          onRateAnswer={desk.rateAnswer}
          childrenKey={[open?.state === "waiting", desk.form !== null, desk.isAskedWhatNext, desk.toRate?.id].join()}
        >
          <LogEnd model={model} desk={desk} onDone={focusComposer} />
        </ChatLog>
      </ReplyLanguageWords>
      {model.connection === "offline" && (
        <Banner tone="warning" className="border-b-0" icon={<WifiOff aria-hidden className="icon" />}>
          {t(model.isStickyMissing === true ? "liveBlocked" : "offline")}
        </Banner>
      )}
      {note && <NoteBar onDismiss={desk.forget}>{note}</NoteBar>}
      {desk.isEnding && (
        <EndChatBar
          isWaiting={open?.state === "waiting"}
          isBusy={desk.busy === "end"}
          onEnd={() => void desk.endChat()}
          onCancel={() => {
            desk.setIsEnding(false);
            focusComposer();
          }}
        />
      )}
      <ChatComposer
        siteKey={model.site.key}
        placeholder={t(isEnded ? "ended.writeToGoOn" : "write")}
        onSend={actions.send}
        onType={actions.onType}
        onTypingStop={actions.onTypingStop}
        inputRef={inputRef}
      />
    </div>
  );
}
