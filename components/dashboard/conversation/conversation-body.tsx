"use client";

import type { ConversationView } from "#server/contract/views.ts";
import type { ReactNode } from "react";
import { ArrowLeftRight, ListRestart, ListTree, OctagonX, UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { DeskComposer } from "#components/thread/desk-composer.tsx";
import { FailedLine } from "#components/thread/failed-line.tsx";
import { LogView } from "#components/thread/log-view.tsx";
import { MessageList } from "#components/thread/message-list.tsx";
import type { ThreadEntry } from "#components/thread/thread-entry.ts";
import { Button } from "#components/ui/button.tsx";
import { Degree } from "#components/ui/degree.tsx";
import { WaitSince } from "#components/ui/wait.tsx";
import { owedSince } from "../owed-since.ts";
import type { BoardActs } from "../acts/board-acts.ts";
import { WAIT_LIMIT_MS } from "../limits.ts";

/** What a supervisor does to a conversation that is open here. */
export type Steering = Pick<BoardActs, "assign" | "requeue" | "changeLine" | "explain" | "stop">;

/** A conversation to read, with what a supervisor may do to it, and a place for a note that the customer never sees. */
export function ConversationBody(props: {
  conversation: ConversationView;
  /** Whether the customer is a VIP. */
  vip: ReactNode;
  entries: readonly ThreadEntry[];
  hasEarlier: boolean;
  isLoadingEarlier: boolean;
  onEarlier(): void;
  owedLimitMs: number;
  skewMs: number;
  acts: Steering;
  /** Notes that were refused: they stand in the log until sent again or given up. */
  failed: readonly { clientId: string; retry(): void; discard(): void }[];
  /** Null when this reader may add none. */
  note: { value: string; onChange(text: string): void; onSend(text: string): void } | null;
}) {
  const t = useTranslations("dashboard.conversation");
  const { conversation, note } = props;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Facts conversation={conversation} vip={props.vip} owedLimitMs={props.owedLimitMs} skewMs={props.skewMs} />
      {(conversation.state === "waiting" || conversation.state === "served") && (
        <Steer conversation={conversation} acts={props.acts} />
      )}
      {conversation.state === "library" && (
        <div className="flex gap-2 border-b border-border px-4 py-2">
          <StopButton onPress={() => props.acts.stop(conversation)} />
        </div>
      )}
      <LogView
        label={t("log")}
        newestKey={props.entries.at(-1)?.key}
        hasOlder={props.hasEarlier}
        isLoadingOlder={props.isLoadingEarlier}
        onReachTop={props.onEarlier}
        className="px-4 pt-4 pb-2"
      >
        <MessageList entries={props.entries} view="desk" />
        {props.failed.map(({ clientId, retry, discard }) => (
          <FailedLine key={clientId} onRetry={retry} onDiscard={discard} />
        ))}
      </LogView>
      {note && (
        <DeskComposer
          tone="note"
          label={t("note")}
          placeholder={t("notePlaceholder")}
          sendLabel={t("addNote")}
          status={t("noteHint")}
          value={note.value}
          onChange={note.onChange}
          onSend={note.onSend}
          className="mx-4 mb-4"
        />
      )}
    </div>
  );
}

/** Where it stands: with whom, since when, how well the library knew the question. */
function Facts({
  conversation,
  vip,
  owedLimitMs,
  skewMs,
}: {
  conversation: ConversationView;
  vip: ReactNode;
  owedLimitMs: number;
  skewMs: number;
}) {
  const t = useTranslations("dashboard.conversation");
  const isClosed = conversation.state === "closed";
  const isWaiting = conversation.state === "waiting";
  const isOwed = conversation.state === "served" && conversation.turn === "agent";
  const facts: ReactNode[] = [
    isClosed || !conversation.assigneeName
      ? t(`state.${conversation.state}`)
      : t("with", { name: conversation.assigneeName }),
    conversation.teamName,
    // Nobody watches whether they are there once it has ended.
    isClosed || conversation.isCustomerPresent ? null : t("customerGone"),
  ].filter(Boolean);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border px-4 py-2 text-xs text-muted">
      {facts.map((fact, index) => (
        <span key={index}>{fact}</span>
      ))}
      {vip}
      {(isWaiting || isOwed) && (
        <span className="inline-flex items-center gap-1">
          {t(isWaiting ? "waits" : "owed")}
          <WaitSince
            since={owedSince(conversation)}
            limitMs={isWaiting ? WAIT_LIMIT_MS : owedLimitMs}
            skewMs={skewMs}
          />
        </span>
      )}
      {conversation.lowestDegree !== null && (
        <span className="inline-flex items-center gap-1.5">
          {t("lowest")}
          <Degree value={conversation.lowestDegree} tone="quiet" />
        </span>
      )}
    </div>
  );
}

function Steer({ conversation, acts }: { conversation: ConversationView; acts: Steering }) {
  const t = useTranslations("dashboard.needs");
  return (
    <div className="flex flex-wrap gap-2 border-b border-border px-4 py-2">
      <Button
        size="sm"
        icon={<UserRoundCheck aria-hidden className="icon-sm" />}
        onClick={() => acts.assign(conversation)}
      >
        {t(conversation.state === "served" ? "moveTo" : "assignTo")}
      </Button>
      {conversation.state === "served" && (
        <Button
          size="sm"
          icon={<ListRestart aria-hidden className="icon-sm" />}
          onClick={() => acts.requeue(conversation)}
        >
          {t("requeue")}
        </Button>
      )}
      <Button
        size="sm"
        icon={<ArrowLeftRight aria-hidden className="icon-sm" />}
        onClick={() => acts.changeLine(conversation)}
      >
        {t(conversation.state === "waiting" ? "moveLine" : "requeueTo")}
      </Button>
      <Button size="sm" icon={<ListTree aria-hidden className="icon-sm" />} onClick={() => acts.explain(conversation)}>
        {t("why")}
      </Button>
      <StopButton onPress={() => acts.stop(conversation)} />
    </div>
  );
}

function StopButton({ onPress }: { onPress(): void }) {
  const t = useTranslations("dashboard.needs");
  return (
    <Button size="sm" variant="danger" icon={<OctagonX aria-hidden className="icon-sm" />} onClick={onPress}>
      {t("stop")}
    </Button>
  );
}
