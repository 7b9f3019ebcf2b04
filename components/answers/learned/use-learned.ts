"use client";

import type { LearnedPairView } from "#server/contract/library-views.ts";
import { useMemo } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useRefresh } from "#components/realtime/use-agent-query.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useAgentPages } from "../data/pages.ts";

/** What the matcher learned from feedback, and the way to take any of it back. */
export function useLearned(isRevoked: boolean, isEnabled: boolean) {
  const t = useTranslations("answers.learned");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const query = useAgentPages("learned:list", { answerId: null, isRevoked, limit: 100 }, { isEnabled });
  const { pages } = query;
  const revoke = useAgentCommand("learned:revoke");
  const pairs = useMemo(() => pages?.flatMap((page) => page.pairs) ?? null, [pages]);
  const set = (ids: readonly string[], next: boolean, isUndo: boolean) =>
    revoke.mutate(
      { ids: [...ids], isRevoked: next },
      {
        onSuccess: () => {
          refresh("learned:list");
          refresh("answer:try");
          if (isUndo) return;
          toast.success(t(next ? "revoked" : "takenBack"), {
            action: { label: t("undo"), onClick: () => set(ids, !next, true) },
          });
        },
        onError: (error) => toast.error(errorText(error.code)),
      },
    );
  return {
    pairs,
    total: pages?.[0]?.total ?? 0,
    error: query.error,
    hasMore: query.hasMore,
    isLoadingMore: query.isLoadingMore,
    loadMore: query.loadMore,
    retry: query.retry,
    isBusy: revoke.isPending,
    setRevoked: (pair: LearnedPairView, next: boolean) => set([pair.id], next, false),
  };
}
export type Learned = ReturnType<typeof useLearned>;
