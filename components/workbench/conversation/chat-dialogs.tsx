"use client";

import type { ConversationId, ConversationView } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { useConversationList } from "#components/realtime/use-conversation-list.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useCustomerName } from "../use-names.ts";
import { CloseDialog } from "./close-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

export type ChatDialog = "transfer" | "close" | null;

/** The two dialogs that end a chat here: giving it away, and closing it. */
export function ChatDialogs(props: {
  id: ConversationId;
  conversation: ConversationView;
  myId: string;
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
