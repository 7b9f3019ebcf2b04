"use client";

import type { AnswerId, ConversationId, ItemId } from "#server/contract/index.ts";
import { useCallback, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { toast } from "#components/ui/toaster.tsx";

/**
 * "This was the right answer": the library learns from it. `rightOf` names what was marked here for a message, the
 * customer's or the library's reply to it.
 */
export function useMarkRight(conversationId: ConversationId): {
  markRight(itemId: ItemId, answer: { answerId: AnswerId; title: string }): void;
  rightOf(itemId: string | null): string | null;
} {
  const t = useTranslations("workbench.suggest");
  const errorText = useErrorText();
  const { mutate } = useAgentCommand("answer:mark-right");
  const [marked, setMarked] = useState<ReadonlyMap<string, string>>(new Map());
  const markRight = useCallback(
    (itemId: ItemId, { answerId, title }: { answerId: AnswerId; title: string }) =>
      mutate(
        { conversationId, itemId, answerId },
        {
          onSuccess: () => {
            setMarked((held) => new Map(held).set(itemId, answerId));
            toast.success(t("rightSaved", { title }));
          },
          onError: (error) => toast.error(errorText(error.code)),
        },
      ),
    [mutate, conversationId, t, errorText],
  );
  return { markRight, rightOf: (itemId) => (itemId === null ? null : (marked.get(itemId) ?? null)) };
}
