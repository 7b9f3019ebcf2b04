"use client";

import type { ConversationView } from "#server/contract/index.ts";
import { plainText } from "#components/thread/plain-text.ts";
import { Star, Zap } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ContextSection } from "./context-section.tsx";

/** The customer's earlier conversations, newest first; each opens. */
export function EarlierSection({
  earlier,
  onOpen,
}: {
  earlier: readonly ConversationView[];
  onOpen(conversationId: string): void;
}) {
  const t = useTranslations("workbench.earlier");
  const format = useFormatter();
  if (earlier.length === 0) return null;
  return (
    <ContextSection title={t("title")} aside={earlier.length}>
      <ul>
        {earlier.map((conversation) => (
          <li key={conversation.id}>
            <button
              type="button"
              onClick={() => onOpen(conversation.id)}
              className="-mx-2 grid w-[calc(100%+16px)] grid-cols-[52px_minmax(0,1fr)_auto] gap-2 rounded-sm px-2 text-start leading-6 whitespace-nowrap hover:bg-hover"
            >
              <span className="text-subtle">
                {format.dateTime(conversation.openedAt, { day: "numeric", month: "short" })}
              </span>
              <span className="truncate">
                {(conversation.lastText && plainText(conversation.lastText)) ?? t("picture")}
              </span>
              <EarlierMark conversation={conversation} />
            </button>
          </li>
        ))}
      </ul>
    </ContextSection>
  );
}

function EarlierMark({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("workbench.earlier");
  if (conversation.rating !== null)
    return (
      <span className="inline-flex items-center gap-[3px] text-xs text-muted">
        <span aria-hidden>{conversation.rating}</span>
        <Star aria-hidden className="icon-xs fill-current" />
        <span className="sr-only">{t("rated", { score: conversation.rating })}</span>
      </span>
    );
  if (conversation.assigneeName) return <span className="text-xs text-subtle">{conversation.assigneeName}</span>;
  return (
    <span className="inline-flex items-center text-muted">
      <Zap aria-hidden className="icon-xs" />
      <span className="sr-only">{t("byLibrary")}</span>
    </span>
  );
}
