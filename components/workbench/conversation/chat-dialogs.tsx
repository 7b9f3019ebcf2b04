"use client";

import type { ConversationId, ConversationView } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { DecisionDrawer } from "#components/decision/decision-drawer.tsx";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { useConversationList } from "#components/realtime/use-conversation-list.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useCustomerName } from "../use-names.ts";
import { usePromiseTime } from "../use-promise-time.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { PromiseDialog } from "./promise-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

export type ChatDialog = "transfer" | "close" | "promise" | "why" | null;

/** What a chat's head asks: to whom it goes, how it ends, by when an answer is owed, and how it was decided. */
export function ChatDialogs(props: {
  id: ConversationId;
  conversation: ConversationView;
  myId: string;
  /** Supervisors may have everybody of a decision shown. */
  mayAskAll: boolean;
  open: ChatDialog;
  onOpenChange(dialog: ChatDialog): void;
  /** The chat has ended here: what comes next is the workbench's decision. */
  onEnded(): void;
}) {
  const t = useTranslations("workbench");
  const errorText = useErrorText();
  const customerName = useCustomerName()(props.conversation);
  const transfer = useAgentCommand("transfer:start");
  const close = useAgentCommand("conversation:close");
  const promise = useAgentCommand("promise:make");
  const promiseTime = usePromiseTime();
  const [draft] = useDraft(`reply:${props.id}`);
  const isClosing = props.open === "close";
  const colleagues = useAgentQuery(
    "colleague:list",
    {},
    { isEnabled: props.open === "transfer", staleMs: 0, refetchMs: 5_000 },
  );
  const recent = useConversationList("closed", null, isClosing);
  const categories = [...new Set(recent.conversations.flatMap(({ outcome }) => outcome?.category ?? []))].slice(0, 20);
  const dismiss = () => props.onOpenChange(null);

  return (
    <>
      {props.open === "transfer" && (
        <TransferDialog
          isOpen
          onOpenChange={dismiss}
          customerName={customerName}
          myId={props.myId}
          colleagues={colleagues.data ?? null}
          isBusy={transfer.isPending}
          onTransfer={({ target, note }) =>
            transfer.mutate(
              {
                conversationId: props.id,
                toAgentId: target.kind === "agent" ? target.id : null,
                toTeamId: target.kind === "team" ? target.id : null,
                note,
              },
              {
                onSuccess: () => {
                  dismiss();
                  toast.success(
                    t(target.kind === "agent" ? "transfer.asked" : "transfer.given", { name: target.name }),
                  );
                  if (target.kind === "team") props.onEnded();
                },
                onError: (error) => toast.error(errorText(error.code)),
              },
            )
          }
        />
      )}
      {props.open === "promise" && (
        <PromiseDialog
          customerName={customerName}
          promisedAt={props.conversation.promisedAt}
          isBusy={promise.isPending}
          onClose={dismiss}
          onPromise={(until) =>
            promise.mutate(
              { conversationId: props.id, until },
              {
                onSuccess: () => {
                  dismiss();
                  toast.success(
                    until === null
                      ? t("promise.taken", { name: customerName })
                      : t("promise.made", { name: customerName, time: promiseTime(until) }),
                  );
                },
                onError: (error) => toast.error(errorText(error.code)),
              },
            )
          }
        />
      )}
      <DecisionDrawer
        conversationId={props.id}
        customerName={customerName}
        mayAskAll={props.mayAskAll}
        isOpen={props.open === "why"}
        onOpenChange={dismiss}
      />
      {isClosing && (
        <CloseDialog
          isOpen
          onOpenChange={dismiss}
          customerName={customerName}
          hasDraft={draft.trim() !== ""}
          categories={categories}
          isBusy={close.isPending}
          onClose={(outcome) =>
            close.mutate(
              { conversationId: props.id, outcome },
              {
                onSuccess: () => {
                  dismiss();
                  toast.success(t("close.done", { name: customerName }));
                  props.onEnded();
                },
                onError: (error) => toast.error(errorText(error.code)),
              },
            )
          }
        />
      )}
    </>
  );
}
