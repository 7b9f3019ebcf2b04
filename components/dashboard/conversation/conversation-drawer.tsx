"use client";

import type { ConversationId, Me } from "#server/contract/index.ts";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useConversation, type OpenConversation } from "#components/realtime/use-conversation.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { useSendReply } from "#components/realtime/use-send-reply.ts";
import { useServerClock } from "#components/realtime/use-server-now.ts";
import { VipMark } from "#components/thread/vip-mark.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { useCustomerName } from "../use-words.ts";
import { ConversationBody, type Steering } from "./conversation-body.tsx";
import { useLogEntries } from "./use-log-entries.ts";

/** A conversation opened from the board, followed live while it is open. */
export function ConversationDrawer(props: {
  id: ConversationId | null;
  title: string;
  me: Pick<Me, "id" | "name">;
  owedLimitMs: number;
  acts: Steering;
  onClose(): void;
}) {
  const { conversation, error, isReady, ...log } = useConversation(props.id);
  const errorText = useErrorText();
  const nameOf = useCustomerName();
  return (
    <Drawer
      isOpen={props.id !== null}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={conversation ? nameOf(conversation.conversation) : props.title}
      width={544}
    >
      {error && !conversation ? (
        <EmptyState title={errorText(error.code)} />
      ) : conversation && isReady ? (
        <Opened
          key={conversation.conversation.id}
          open={conversation}
          log={log}
          me={props.me}
          owedLimitMs={props.owedLimitMs}
          acts={props.acts}
        />
      ) : (
        <SkeletonRows count={6} height={56} className="pt-4" />
      )}
    </Drawer>
  );
}

function Opened(props: {
  open: OpenConversation;
  log: Pick<ReturnType<typeof useConversation>, "items" | "pending" | "isLoadingEarlier" | "loadEarlier">;
  me: Pick<Me, "id" | "name">;
  owedLimitMs: number;
  acts: Steering;
}) {
  const { open, log, me } = props;
  const { conversation } = open;
  const clock = useServerClock();
  const entries = useLogEntries(conversation, log.items, log.pending, me);
  const sender = useSendReply(conversation.id);
  const [draft, setDraft] = useDraft(`note:${conversation.id}`);
  const failed = log.pending.filter(({ state }) => state === "failed");
  return (
    <ConversationBody
      conversation={conversation}
      vip={<VipMark customer={open.customer} maySet={open.may.steer} />}
      entries={entries}
      hasEarlier={open.hasEarlier}
      isLoadingEarlier={log.isLoadingEarlier}
      onEarlier={() => void log.loadEarlier()}
      owedLimitMs={props.owedLimitMs}
      skewMs={Math.round((clock() - Date.now()) / 1000) * 1000}
      acts={props.acts}
      failed={failed.map(({ clientId }) => ({
        clientId,
        retry: () => sender.retry(clientId),
        discard: () => sender.discard(clientId),
      }))}
      note={
        open.may.note
          ? {
              value: draft,
              onChange: setDraft,
              onSend: (text) => {
                sender.addNote(text);
                setDraft("");
              },
            }
          : null
      }
    />
  );
}
