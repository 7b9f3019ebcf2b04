"use client";

import type { LibraryEntryView } from "#server/contract/library-views.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";
import { useWarn } from "../data/use-warn.ts";

/** Takes an entry out of the library, as a draft; what it was, draft included, comes back with one press. */
export function useRemoveEntry(onRemoved: (isGone: boolean) => void): (entry: LibraryEntryView) => void {
  const t = useTranslations("answers.editor");
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const warn = useWarn();
  const remove = useAgentCommand("library:remove");
  const discard = useAgentCommand("library:discard-draft");
  const save = useAgentCommand("library:save-draft");
  return (entry) => {
    const content = entry.draft?.content ?? null;
    const isGone = entry.published === null;
    const back = async () => {
      try {
        if (!isGone) await discard.mutateAsync({ ids: [entry.id] });
        if (content) await save.mutateAsync({ id: isGone ? null : entry.id, content, expectedRevision: 0 });
      } catch {
        toast.error(errorText("internal"));
      }
      refresh();
    };
    remove.mutate(
      { ids: [entry.id] },
      {
        onSuccess: ({ warnings }) => {
          refresh();
          warn(warnings);
          onRemoved(isGone);
          toast.success(t(isGone ? "removedNow" : "removedToast"), {
            action: { label: t("undo"), onClick: () => void back() },
          });
        },
        onError: (error) => toast.error(errorText(error.code)),
      },
    );
  };
}
