"use client";

import { useDeferredValue, useState } from "react";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConversationList } from "#components/realtime/use-conversation-list.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ClosedRow } from "./closed-row.tsx";

/** Chats that have ended, newest first, with a search through names and words. */
export function ClosedPanel(props: { openId: string | null; onOpen(conversationId: string): void }) {
  const t = useTranslations("workbench.list");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const list = useConversationList("closed", search || null);
  return (
    <>
      <div className="px-3 pt-3 pb-2">
        <Input
          type="search"
          icon={<Search aria-hidden className="icon-sm" />}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          aria-label={t("searchClosed")}
          placeholder={t("searchClosed")}
        />
      </div>
      {list.isLoading ? (
        <SkeletonRows count={6} height={56} />
      ) : list.conversations.length === 0 ? (
        <EmptyState
          title={search ? t("nothingFound", { search }) : t("closedEmptyTitle")}
          description={search ? undefined : t("closedEmptyText")}
        />
      ) : (
        <ul aria-label={t("closed")}>
          {list.conversations.map((conversation) => (
            <li key={conversation.id}>
              <ClosedRow conversation={conversation} isOpen={conversation.id === props.openId} onOpen={props.onOpen} />
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button
          variant="ghost"
          size="sm"
          className="mx-3 my-2"
          isBusy={list.isLoadingMore}
          onClick={() => void list.loadMore()}
        >
          {t("more")}
        </Button>
      )}
    </>
  );
}
