"use client";

import type { ConversationView } from "#server/contract/index.ts";
import type { ReactNode } from "react";
import { plainText } from "#components/thread/plain-text.ts";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { Degree } from "#components/ui/degree.tsx";
import { WaitSince } from "#components/ui/wait.tsx";
import { useSkew } from "../server-clock.tsx";
import { useCustomerName } from "../use-names.ts";
import { ChatLink } from "./chat-link.tsx";
import { queueLimitMs } from "./limits.ts";

/** Somebody in line: the place, the words, how long, how badly the library matched. */
export function WaitingRow(props: {
  conversation: ConversationView;
  place: number;
  isOpen: boolean;
  onOpen(conversationId: string): void;
  /** What can be done with it from here. */
  act?: ReactNode;
}) {
  const t = useTranslations("workbench.row");
  const skewMs = useSkew();
  const { conversation } = props;
  const name = useCustomerName()(conversation);
  const row = (
    <ChatLink
      conversationId={conversation.id}
      isOpen={props.isOpen}
      title={name}
      onOpen={props.onOpen}
      className={cn(
        "mx-1.5 grid grid-cols-[18px_minmax(0,1fr)_auto] items-baseline gap-x-2 rounded-md py-[5px] ps-3 pe-2.5",
        props.isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className="text-xs text-subtle">{props.place}</span>
      <span className="block min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-muted">
          {(conversation.lastText && plainText(conversation.lastText)) ?? t("picture")}
        </span>
      </span>
      <span className="grid justify-items-end">
        <WaitSince since={conversation.owedSince ?? conversation.turnSince} limitMs={queueLimitMs} skewMs={skewMs} />
        {conversation.lowestDegree !== null && <Degree value={conversation.lowestDegree} width={20} tone="quiet" />}
      </span>
    </ChatLink>
  );
  if (!props.act) return row;
  return (
    <span className="flex items-center gap-1 pe-3">
      <span className="min-w-0 flex-1">{row}</span>
      {props.act}
    </span>
  );
}
