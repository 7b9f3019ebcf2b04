"use client";

import type { ConversationView, CustomerView } from "#server/contract/index.ts";
import { AlarmClockCheck, ArrowLeft, Check, Forward, PanelRight, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useServerNow } from "../server-clock.tsx";
import { usePromiseTime } from "../use-promise-time.ts";
import { useCustomerName } from "../use-names.ts";
import { useSpanText } from "../use-span-text.ts";
import { pageLabel } from "./page-label.ts";

/** Who this is, where they are, how long they are with me, and what can be done with the chat. */
export function ConversationHead(props: {
  conversation: ConversationView;
  customer: CustomerView;
  /** When it came to its agent; null when nobody has it. */
  assignedAt: number | null;
  isMine: boolean;
  may: { transfer: boolean; close: boolean };
  mayPromise: boolean;
  pendingTransferTo: string | null;
  isWithdrawing: boolean;
  onBack(): void;
  onTransfer(): void;
  onWithdraw(): void;
  onPromise(): void;
  onClose(): void;
  onDetails(): void;
}) {
  const t = useTranslations("workbench.head");
  const name = useCustomerName()(props.conversation);
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b border-border px-2 md:px-4">
      <IconButton
        label={t("back")}
        icon={<ArrowLeft className="icon rtl:-scale-x-100" />}
        className="md:hidden!"
        onClick={props.onBack}
      />
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-base font-semibold tracking-[-0.005em]" title={name}>
          {name}
        </h2>
        <HeadFacts {...props} />
      </div>
      {props.mayPromise && (
        <Tooltip content={t("promise")} kbd="Alt P">
          <IconButton
            label={t("promise")}
            icon={<AlarmClockCheck className="icon" />}
            isActive={props.conversation.promisedAt !== null}
            onClick={props.onPromise}
          />
        </Tooltip>
      )}
      {props.may.transfer &&
        (props.pendingTransferTo ? (
          <Button icon={<Undo2 aria-hidden className="icon" />} isBusy={props.isWithdrawing} onClick={props.onWithdraw}>
            {t("withdraw")}
          </Button>
        ) : (
          <Tooltip content={t("transfer")} kbd="Alt T">
            <IconButton label={t("transfer")} icon={<Forward className="icon" />} onClick={props.onTransfer} />
          </Tooltip>
        ))}
      <IconButton
        label={t("details")}
        icon={<PanelRight className="icon rtl:-scale-x-100" />}
        className="lg:hidden!"
        onClick={props.onDetails}
      />
      {props.may.close && (
        <Tooltip content={t("closeHint")} kbd="Alt E">
          <Button icon={<Check aria-hidden className="icon" />} onClick={props.onClose}>
            {t("close")}
          </Button>
        </Tooltip>
      )}
    </header>
  );
}

function HeadFacts(props: {
  conversation: ConversationView;
  customer: CustomerView;
  assignedAt: number | null;
  isMine: boolean;
}) {
  const t = useTranslations("workbench.head");
  const span = useSpanText();
  const now = useServerNow();
  const { conversation, customer } = props;
  const withSince = props.assignedAt !== null && now > 0 ? span(now - props.assignedAt) : null;
  const withWho = () => {
    if (conversation.state === "closed") return t("closed");
    if (conversation.state === "waiting") return t("waiting", { team: conversation.teamName ?? "" });
    if (conversation.state === "library") return t("library");
    if (withSince === null) return null;
    return props.isMine
      ? t("withYou", { span: withSince })
      : t("withOther", { name: conversation.assigneeName ?? "", span: withSince });
  };
  const promiseTime = usePromiseTime();
  const promised =
    conversation.promisedAt === null ? null : t("promised", { time: promiseTime(conversation.promisedAt) });
  const page = pageLabel(customer.pageUrl);
  const facts = [
    customer.isPresent ? (page ? t("onPage", { page }) : t("present")) : t("gone"),
    withWho(),
    promised,
  ].filter(Boolean);
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
      <PresenceDot state={customer.isPresent ? "available" : "offline"} />
      <span className="truncate" title={customer.pageUrl ?? undefined}>
        {facts.join(" · ")}
      </span>
    </p>
  );
}
