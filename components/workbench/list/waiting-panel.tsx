"use client";

import type { ConversationView } from "#server/contract/index.ts";
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
}) {
  const t = useTranslations("workbench.list");
  if (props.isLoading) return <SkeletonRows count={6} height={44} className="pt-2" />;
  if (props.waiting.length === 0) return <EmptyState title={t("lineEmptyTitle")} description={t("lineEmptyText")} />;
  return (
    <ListSection title={t("waiting")} aside={t("waitingOrder")}>
      <ol>
        {props.waiting.map((conversation, index) => (
          <li key={conversation.id}>
            <WaitingRow
              conversation={conversation}
              place={index + 1}
              isOpen={conversation.id === props.openId}
              onOpen={props.onOpen}
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
