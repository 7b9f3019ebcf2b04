"use client";

import type { ConversationView } from "#server/contract/index.ts";
import { plainText } from "#components/thread/plain-text.ts";
import { CircleCheck, CircleSlash, Star } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { useCustomerName } from "../use-names.ts";
import { ChatLink } from "./chat-link.tsx";

/** A chat that has ended: when, how, and what the customer thought of it. */
export function ClosedRow(props: {
  conversation: ConversationView;
  isOpen: boolean;
  onOpen(conversationId: string): void;
}) {
  const t = useTranslations("workbench");
  const format = useFormatter();
  const { conversation } = props;
  const name = useCustomerName()(conversation);
  const isSolved = conversation.outcome?.isSolved;
  const EndIcon = isSolved ? CircleCheck : CircleSlash;
  return (
    <ChatLink
      conversationId={conversation.id}
      isOpen={props.isOpen}
      title={name}
      onOpen={props.onOpen}
      className={cn(
        "mx-1.5 grid grid-cols-[16px_minmax(0,1fr)_auto] items-baseline gap-x-2 rounded-md py-[5px] ps-3 pe-2.5",
        props.isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className={cn("self-start pt-[3px]", isSolved ? "text-success-text" : "text-subtle")}>
        <EndIcon aria-hidden className="icon-sm" />
      </span>
      <span className="block min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-muted">
          {(conversation.lastText && plainText(conversation.lastText)) ?? t("row.picture")}
        </span>
        <span className="block truncate text-xs text-subtle">{endWords(conversation, t)}</span>
      </span>
      <span className="grid justify-items-end text-xs text-subtle">
        <span>{format.dateTime(conversation.closedAt ?? conversation.lastAt, { day: "numeric", month: "short" })}</span>
        <span>
          {format.dateTime(conversation.closedAt ?? conversation.lastAt, {
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          })}
        </span>
        {conversation.rating !== null && (
          <span className="inline-flex items-center gap-1">
            <span aria-hidden>{conversation.rating}</span>
            <Star aria-hidden className="icon-xs fill-current" />
            <span className="sr-only">{t("rated", { score: conversation.rating })}</span>
          </span>
        )}
      </span>
    </ChatLink>
  );
}

function endWords(conversation: ConversationView, t: ReturnType<typeof useTranslations<"workbench">>): string {
  const how = conversation.closeReason ? t(`ended.${conversation.closeReason}`) : "";
  const outcome = conversation.outcome ? t(conversation.outcome.isSolved ? "solved" : "unsolved") : "";
  return [outcome || how, conversation.outcome?.category, conversation.assigneeName].filter(Boolean).join(" · ");
}
