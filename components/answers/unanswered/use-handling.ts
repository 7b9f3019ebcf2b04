"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import type { UnansweredGroup } from "#server/contract/library-views.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import type { RefusedError } from "#components/realtime/refused-error.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";

/** What can be done with a group: a new entry, similar questions of one, out of sight; all but the entry's draft undone at once. */
export function useHandling(options: { onDraft(answerId: string, isNew: boolean): void; onGone(): void }) {
  const t = useTranslations("answers.unanswered");
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const addTo = useAgentCommand("unanswered:add-to");
  const dismiss = useAgentCommand("unanswered:dismiss");
  const restore = useAgentCommand("unanswered:restore");
  const onError = (error: RefusedError) => toast.error(errorText(error.code));
  const putBack = (questionIds: string[]) =>
    restore.mutate(
      { questionIds },
      {
        onSuccess: () => {
          refresh();
          toast.message(t("restored"));
        },
        onError,
      },
    );
  return {
    isBusy: addTo.isPending || dismiss.isPending || restore.isPending,
    /** @param questions the wordings to keep; null: all of the group */
    add(group: UnansweredGroup, answerId: string | null, questions: string[] | null) {
      addTo.mutate(
        // Ids come from the server.
        { questionIds: group.questionIds, answerId: answerId as AnswerId | null, questions },
        {
          onSuccess: (answer) => {
            refresh();
            toast.success(answerId === null ? t("entryMade") : t("added", { count: answer.added }));
            options.onDraft(answer.answerId, answerId === null);
          },
          onError,
        },
      );
    },
    dismiss(group: UnansweredGroup) {
      const { questionIds } = group;
      dismiss.mutate(
        { questionIds },
        {
          onSuccess: () => {
            refresh();
            options.onGone();
            toast.success(t("dismissed", { label: group.label }), {
              action: { label: t("undo"), onClick: () => putBack(questionIds) },
            });
          },
          onError,
        },
      );
    },
    restore: (group: UnansweredGroup) => putBack(group.questionIds),
  };
}
