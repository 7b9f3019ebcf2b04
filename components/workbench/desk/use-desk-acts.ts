"use client";

import type { ConversationId, Desk, ErrorCode } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { AvailabilityChoice } from "./availability-menu.tsx";

export interface Outcome {
  isSolved: boolean;
  category: string | null;
}

/** What an agent says of their own time, each refusal in words. */
export interface DeskActs {
  setAvailability(choice: AvailabilityChoice): void;
  /** The one key: available, whatever kept work away. */
  back(): void;
  /** In so many ms (0 = now); null = stays after all. */
  leave(inMs: number | null): void;
  endWrapUp(conversationId: ConversationId, outcome: Outcome | null): void;
  isChanging: boolean;
}

export function useDeskActs(desk: Pick<Desk, "availability" | "notResponding">): DeskActs {
  const t = useTranslations("workbench.strip");
  const errorText = useErrorText();
  const set = useAgentCommand("availability:set");
  const comeBack = useAgentCommand("agent:return");
  const leaving = useAgentCommand("leaving:set");
  const wrapUp = useAgentCommand("wrap-up:end");
  const onError = (error: { code: ErrorCode }) => void toast.error(errorText(error.code));
  const setAvailability = (choice: AvailabilityChoice) => set.mutate(choice, { onError });
  return {
    setAvailability,
    back() {
      if (desk.notResponding && desk.availability === "available")
        comeBack.mutate({}, { onError, onSuccess: () => void toast.success(t("returned")) });
      else setAvailability({ availability: "available", reason: null });
    },
    leave: (inMs) => leaving.mutate({ agentId: null, inMs }, { onError }),
    endWrapUp: (conversationId, outcome) =>
      wrapUp.mutate(
        { conversationId, outcome },
        { onError, onSuccess: () => void toast.success(t("wrapUpDone"), { id: "wrap-up" }) },
      ),
    isChanging: set.isPending || comeBack.isPending || leaving.isPending,
  };
}
