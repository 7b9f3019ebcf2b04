"use client";

import type { ConversationId } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toaster.tsx";

/** Takes somebody out of the line, where agents choose; whoever was slower is told so. */
export function TakeButton(props: { conversationId: ConversationId; name: string; onTaken(id: string): void }) {
  const t = useTranslations("workbench.list");
  const errorText = useErrorText();
  const take = useAgentCommand("entry:take");
  const { conversationId, name } = props;
  return (
    <Button
      size="sm"
      aria-label={t("takeName", { name })}
      isBusy={take.isPending}
      onClick={() =>
        take.mutate(
          { conversationId },
          {
            onSuccess: () => {
              toast.success(t("taken", { name }));
              props.onTaken(conversationId);
            },
            onError: ({ code }) =>
              // Gone from the line, whoever has it now.
              toast.error(
                code === "already_assigned" || code === "not_found" ? t("takenByOther", { name }) : errorText(code),
              ),
          },
        )
      }
    >
      {t("take")}
    </Button>
  );
}
