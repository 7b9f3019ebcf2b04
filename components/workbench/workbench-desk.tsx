"use client";

import type { ConversationId, ConversationView, Desk } from "#server/contract/index.ts";
import { useCallback, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { useConversationList } from "#components/realtime/use-conversation-list.ts";
import { Pane } from "#components/shell/pane.tsx";
import { cn } from "#components/ui/class-names.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useDeskAlerts } from "./alerts/use-desk-alerts.ts";
import { ChatArea } from "./chat-area.tsx";
import type { ChatDialog } from "./conversation/chat-dialogs.tsx";
import { NoChat } from "./conversation/chat-placeholder.tsx";
import type { ChatHandle } from "./conversation/open-chat.tsx";
import { AvailabilityMenu } from "./desk/availability-menu.tsx";
import { DeskStrips } from "./desk/desk-strips.tsx";
import { useAway } from "./desk/use-away.ts";
import { useDeskActs } from "./desk/use-desk-acts.ts";
import { ShortcutSheet } from "./keys/shortcut-sheet.tsx";
import { useShortcuts } from "./keys/use-shortcuts.ts";
import { WorkbenchPalette } from "./keys/workbench-palette.tsx";
import { ClosedPanel } from "./list/closed-panel.tsx";
import { groupMine, nextUnread } from "./list/group-mine.ts";
import { ListPane, type ListTab } from "./list/list-pane.tsx";
import { LiveChatRow } from "./list/live-chat-row.tsx";
import { MinePanel } from "./list/mine-panel.tsx";
import { TakeButton } from "./list/take-button.tsx";
import { WaitingPanel } from "./list/waiting-panel.tsx";
import { AlertNotice } from "./alerts/alert-notice.tsx";
import { LapsedLines } from "./offer/lapsed-lines.tsx";
import { OfferStack } from "./offer/offer-stack.tsx";
import { useOffers } from "./offer/use-offers.ts";
import { useCustomerName } from "./use-names.ts";
import { deskQuery, useMediaQuery } from "./use-media-query.ts";
import { useOpenChat } from "./use-open-chat.ts";
import type { MessageBoxParts } from "./workbench.tsx";
import { offerActions, workbenchActions } from "./workbench-keys.ts";

/** The workbench with a desk to show: wires panes, keys, offers and alerts together. */
export function WorkbenchDesk({ desk, messageBox }: { desk: Desk; messageBox: MessageBoxParts }) {
  const t = useTranslations("workbench");
  const nameOf = useCustomerName();
  const { openId, requestId, open } = useOpenChat();
  const isDesk = useMediaQuery(deskQuery);
  const [tab, setTab] = useState<ListTab>(requestId ? "requests" : "mine");
  const [dialog, setDialog] = useState<ChatDialog>(null);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [isDetailsOpen, setDetailsOpen] = useState(false);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  // A chat just opened takes the caret, but for the first one of a page load and on phones.
  const wantsFocus = useRef(false);
  const chat = useRef<ChatHandle | null>(null);
  const wrapUpRef = useRef<HTMLFormElement>(null);
  const acts = useDeskActs(desk);
  useAway(desk, acts.setAvailability);
  const line = useConversationList("waiting", null);
  // What has just come to this desk may stand in the fetched line for another moment: one chat, one row.
  const mine = new Set(desk.conversations.map(({ id }) => id));
  const waiting = { ...line, conversations: line.conversations.filter(({ id }) => !mine.has(id)) };
  const colleagues = useAgentQuery("colleague:list", {}, { staleMs: 60_000 });
  const names = new Map(colleagues.data?.agents.map(({ id, name }) => [id, name]));
  const myTeams = new Set(desk.teams.map(({ id }) => id));
  const manual = new Set(
    colleagues.data?.teams.filter((team) => team.isManual && myTeams.has(team.id)).map(({ id }) => id),
  );

  const openChat = useCallback(
    (conversationId: string | null) => {
      setDialog(null);
      wantsFocus.current = isDesk;
      open(conversationId);
    },
    [open, isDesk],
  );

  const takeFocus = useCallback(() => {
    const isWanted = wantsFocus.current;
    wantsFocus.current = false;
    return isWanted;
  }, []);

  const inChat = useCallback(
    (act: (open: ChatHandle) => void) => () => {
      if (chat.current) act(chat.current);
    },
    [],
  );

  const taken = (conversationId: ConversationId, name: string) => {
    // Whoever is in the middle of a sentence to somebody else must not go on typing it to this customer.
    if (!chat.current?.hasText()) return openChat(conversationId);
    toast.success(t("offer.taken", { name }), {
      action: { label: t("offer.open"), onClick: () => openChat(conversationId) },
    });
  };
  const offers = useOffers(desk.offers, taken);
  const alerts = useDeskAlerts(desk, openId, openChat);
  const inLine = {
    waiting: waiting.conversations,
    isTaken: manual.size > 0 && waiting.conversations.every(({ teamId }) => teamId !== null && manual.has(teamId)),
    actOn: (conversation: ConversationView) =>
      conversation.teamId !== null &&
      manual.has(conversation.teamId) && (
        <TakeButton conversationId={conversation.id} name={nameOf(conversation)} onTaken={openChat} />
      ),
    openId,
    onOpen: openChat,
  };
  const goNext = () => {
    const next = nextUnread(desk.conversations, openId);
    if (next) openChat(next.id);
  };

  const actions = workbenchActions({
    desk,
    openId,
    inChat,
    hasOffers: desk.offers.length > 0,
    open: openChat,
    setAvailability: acts.setAvailability,
    back: acts.back,
    finishWrapUp: () => wrapUpRef.current?.requestSubmit(),
    answerFirst: offers.answerFirst,
    showList: () => {
      setTab("mine");
      if (!isDesk) openChat(null);
    },
    setDialog,
    setPaletteOpen,
    setSheetOpen,
    toggleDetails: () => setDetailsOpen((isOpen) => !isOpen),
  });
  const isDialogOpen = dialog !== null || isPaletteOpen || isSheetOpen;
  useShortcuts(isDialogOpen ? offerActions(actions) : actions);

  const { yours, theirs } = groupMine(desk.conversations);
  const isListAlone = openId === null && requestId === null;
  return (
    <>
      <DeskStrips desk={desk} openId={openId} acts={acts} wrapUpRef={wrapUpRef} onOpen={openChat} />
      <div
        className={cn(
          "grid min-h-0 flex-1 md:grid-cols-[340px_minmax(0,1fr)]",
          openId !== null && "lg:grid-cols-[340px_minmax(0,1fr)_320px]",
        )}
      >
        <ListPane
          className={cn("border-border md:border-e", !isListAlone && "max-md:hidden!")}
          tab={tab}
          onTab={setTab}
          counts={{
            mine: yours.length + theirs.length,
            waiting: waiting.conversations.length,
            requests: desk.openRequests,
          }}
          load={desk.load}
          capacity={desk.capacity}
          onSearch={() => setPaletteOpen(true)}
          availability={
            <AvailabilityMenu
              desk={desk}
              chats={yours.length + theirs.length}
              isBusy={acts.isChanging}
              alerts={alerts.check}
              onChange={acts.setAvailability}
              onBack={acts.back}
              onLeave={acts.leave}
              onTestAlerts={alerts.test}
            />
          }
          notices={
            <>
              <AlertNotice alerts={alerts.check} onTest={alerts.test} />
              <LapsedLines lapsed={offers.lapsed} onDismiss={offers.dismiss} />
            </>
          }
          panels={{
            mine: (
              <MinePanel
                {...inLine}
                conversations={desk.conversations}
                desk={desk}
                onAvailable={acts.back}
                renderRow={(conversation) => (
                  <LiveChatRow
                    conversation={conversation}
                    isOpen={conversation.id === openId}
                    owedLimitMs={desk.owedLimitMs}
                    onOpen={openChat}
                  />
                )}
                requestPreview={messageBox.preview}
              />
            ),
            waiting: (
              <WaitingPanel
                {...inLine}
                isLoading={waiting.isLoading}
                hasMore={waiting.hasMore}
                isLoadingMore={waiting.isLoadingMore}
                onMore={() => void waiting.loadMore()}
              />
            ),
            requests: messageBox.list,
            closed: <ClosedPanel openId={openId} onOpen={openChat} />,
          }}
        />
        {openId ? (
          <ChatArea
            key={openId}
            id={openId}
            me={desk.me}
            names={names}
            inputRef={inputRef}
            takeFocus={takeFocus}
            handle={chat}
            dialog={dialog}
            onDialog={setDialog}
            isDetailsOpen={isDetailsOpen}
            onDetails={setDetailsOpen}
            onOpen={openChat}
            onEnded={() => {
              const next = groupMine(desk.conversations.filter(({ id }) => id !== openId)).yours[0];
              openChat(next?.id ?? null);
            }}
          />
        ) : requestId ? (
          messageBox.pane
        ) : (
          <Pane className="max-md:hidden!" label={t("conversation")}>
            <NoChat unread={desk.conversations.filter(({ unread }) => unread > 0).length} onNext={goNext} />
          </Pane>
        )}
        <OfferStack offers={desk.offers} busy={offers.busy} names={names} onAnswer={offers.answer} />
        <ShortcutSheet isOpen={isSheetOpen} onOpenChange={setSheetOpen} />
        <WorkbenchPalette
          isOpen={isPaletteOpen}
          onOpenChange={setPaletteOpen}
          actions={actions}
          chats={[...yours, ...theirs, ...waiting.conversations]}
          onOpen={openChat}
          busyReasons={desk.busyReasons}
          onAvailability={acts.setAvailability}
          onBack={acts.back}
          leavingAt={desk.leavingAt}
          onLeave={acts.leave}
          onTestAlerts={alerts.test}
        />
      </div>
    </>
  );
}
