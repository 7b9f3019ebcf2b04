"use client";

import type { ConversationView } from "#server/contract/index.ts";
import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ListSection } from "./list-section.tsx";
import { WaitingRow } from "./waiting-row.tsx";

/** The whole line of the agent's teams. */
export function WaitingPanel(props: {
  waiting: readonly ConversationView[];
  isLoading: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore(): void;
  openId: string | null;
  onOpen(conversationId: string): void;
  /** What can be done with one of them from here; null for those the rules give out. */
  actOn(conversation: ConversationView): ReactNode;
  /** Agents take from every line shown here. */
  isTaken: boolean;
}) {
  const t = useTranslations("workbench.list");
  if (props.isLoading) return <SkeletonRows count={6} height={44} className="pt-2" />;
  if (props.waiting.length === 0) return <EmptyState title={t("lineEmptyTitle")} description={t("lineEmptyText")} />;
  return (
    <ListSection title={t("waiting")} aside={t(props.isTaken ? "waitingTake" : "waitingOrder")}>
      <ol>
        {props.waiting.map((conversation, index) => (
          <li key={conversation.id}>
            <WaitingRow
              conversation={conversation}
              place={index + 1}
              isOpen={conversation.id === props.openId}
              onOpen={props.onOpen}
              act={props.actOn(conversation)}
            />
          </li>
        ))}
      </ol>
      {props.hasMore && (
        <Button variant="ghost" size="sm" className="mx-3 my-2" isBusy={props.isLoadingMore} onClick={props.onMore}>
          {t("more")}
        </Button>
      )}
    </ListSection>
  );
}
