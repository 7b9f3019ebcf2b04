"use client";

import { MessageSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** The middle pane with no chat open: what to do next. */
export function NoChat({ unread, onNext }: { unread: number; onNext(): void }) {
  const t = useTranslations("workbench.noChat");
  return (
    <div className="m-auto max-w-[340px] pb-16">
      <EmptyState
        icon={<MessageSquare aria-hidden className="icon-lg" />}
        title={t("title")}
        description={unread > 0 ? t("textUnread", { count: unread }) : t("text")}
        action={
          unread > 0 ? (
            <Button variant="primary" kbd="Alt N" onClick={onNext}>
              {t("next")}
            </Button>
          ) : (
            <p className="flex items-center gap-1.5 text-xs text-subtle">
              <Kbd keys="Alt N" /> {t("nextHint")}
            </p>
          )
        }
      />
    </div>
  );
}

/** A chat that is not there, or not this reader's to see: one answer for both. */
export function ChatNotThere({ text, onBack }: { text: string; onBack(): void }) {
  const t = useTranslations("workbench.noChat");
  return (
    <div className="m-auto max-w-[340px] pb-16">
      <EmptyState
        icon={<SearchX aria-hidden className="icon-lg" />}
        title={t("notThere")}
        description={text}
        action={<Button onClick={onBack}>{t("back")}</Button>}
      />
    </div>
  );
}

/** A chat while it loads: its head and some bubbles of the right height. */
export function ChatLoading() {
  const t = useTranslations("common");
  return (
    <div role="status" className="flex min-h-0 flex-1 flex-col">
      <span className="sr-only">{t("loading")}</span>
      <div className="flex h-13 shrink-0 flex-col justify-center gap-2 border-b border-border px-4">
        <Skeleton className="h-3 w-48" />
        <Skeleton className="h-2.5 w-32" />
      </div>
      <div className="flex flex-1 flex-col justify-end gap-4 px-5 pb-6">
        <Skeleton className="h-9 w-64 rounded-lg!" />
        <Skeleton className="h-14 w-80 self-end rounded-lg!" />
        <Skeleton className="h-9 w-52 rounded-lg!" />
      </div>
      <Skeleton className="mx-5 mb-4 h-[104px] rounded-lg!" />
    </div>
  );
}
