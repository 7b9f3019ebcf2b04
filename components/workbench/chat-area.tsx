"use client";

import type { ConversationId, Me } from "#server/contract/index.ts";
import type { RefObject } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useConversation } from "#components/realtime/use-conversation.ts";
import { Pane, PaneBody } from "#components/shell/pane.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { ContextBody } from "./context/context-body.tsx";
import { type ChatDialog, ChatDialogs } from "./conversation/chat-dialogs.tsx";
import { ChatLoading, ChatNotThere } from "./conversation/chat-placeholder.tsx";
import { type ChatHandle, OpenChat } from "./conversation/open-chat.tsx";
import { useMediaQuery, wideQuery } from "./use-media-query.ts";

/** The open chat's two panes: the conversation, and what is known beside it (a drawer where there is no room). */
export function ChatArea(props: {
  id: ConversationId;
  me: Me;
  names: ReadonlyMap<string, string>;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  takeFocus(): boolean;
  handle: RefObject<ChatHandle | null>;
  dialog: ChatDialog;
  onDialog(dialog: ChatDialog): void;
  isDetailsOpen: boolean;
  onDetails(isOpen: boolean): void;
  onOpen(conversationId: string | null): void;
  onEnded(): void;
}) {
  const { id, me } = props;
  const t = useTranslations("workbench");
  const errorText = useErrorText();
  const isWide = useMediaQuery(wideQuery);
  const chat = useConversation(id);
  const withdraw = useAgentCommand("transfer:withdraw");
  const open = chat.conversation;
  const openEarlier = (earlierId: string) => {
    props.onDetails(false);
    props.onOpen(earlierId);
  };
  const context = open && (
    <ContextBody
      conversation={open.conversation}
      customer={open.customer}
      items={chat.items}
      earlier={open.earlier}
      requests={open.requests}
      myId={me.id}
      mayMark={me.roles.includes("agent")}
      maySetVip={open.may.steer}
      names={props.names}
      onWhy={() => {
        props.onDetails(false);
        props.onDialog("why");
      }}
      onOpen={openEarlier}
    />
  );
  return (
    <>
      <Pane label={t("conversation")}>
        {open ? (
          <OpenChat
            id={id}
            chat={{
              open,
              items: chat.items,
              pending: chat.pending,
              isLoadingEarlier: chat.isLoadingEarlier,
              loadEarlier: chat.loadEarlier,
            }}
            me={me}
            inputRef={props.inputRef}
            takeFocus={props.takeFocus}
            handle={props.handle}
            isWithdrawing={withdraw.isPending}
            onBack={() => props.onOpen(null)}
            onTransfer={() => props.onDialog("transfer")}
            onPromise={() => props.onDialog("promise")}
            onClose={() => props.onDialog("close")}
            onDetails={() => props.onDetails(true)}
            onWithdraw={() =>
              withdraw.mutate(
                { conversationId: id },
                {
                  onSuccess: () => toast.success(t("transfer.withdrawn")),
                  onError: (error) => toast.error(errorText(error.code)),
                },
              )
            }
          />
        ) : chat.error ? (
          <ChatNotThere text={errorText(chat.error.code)} onBack={() => props.onOpen(null)} />
        ) : (
          <ChatLoading />
        )}
      </Pane>
      {isWide ? (
        <Pane as="aside" tone="panel" label={t("details")} className="border-s border-border max-lg:hidden!">
          <PaneBody>{context}</PaneBody>
        </Pane>
      ) : (
        <Drawer
          isOpen={props.isDetailsOpen && Boolean(context)}
          onOpenChange={props.onDetails}
          title={t("details")}
          width={320}
        >
          {context}
        </Drawer>
      )}
      {open && (
        <ChatDialogs
          id={id}
          conversation={open.conversation}
          myId={me.id}
          mayAskAll={me.roles.some((role) => role !== "agent")}
          open={props.dialog}
          onOpenChange={props.onDialog}
          onEnded={props.onEnded}
        />
      )}
    </>
  );
}
