"use client";

import type { TeamSettings } from "#server/contract/admin-commands.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useRefresh } from "#components/realtime/use-agent-query.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { TeamForm } from "./team-schema.ts";

/** What is done with teams: the open form, saving, removing. */
export function useTeamWork() {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const save = useAgentCommand("team:save");
  const remove = useAgentCommand("team:remove");
  const [edited, setEdited] = useState<{ team: TeamSettings | null } | null>(null);
  const code = save.error?.code;
  return {
    edited,
    isSaving: save.isPending,
    isBusy: remove.isPending,
    refusal:
      code === undefined
        ? null
        : {
            field: code === "taken" ? ("name" as const) : null,
            text: code === "taken" ? t("fault.teamTaken") : errorText(code),
          },
    edit(team: TeamSettings | null) {
      save.reset();
      setEdited({ team });
    },
    close: () => setEdited(null),
    save(form: TeamForm) {
      if (edited === null || save.isPending) return;
      save.mutate(
        { id: edited.team?.id ?? null, ...form },
        {
          onSuccess: (team) => {
            refresh("person:list");
            setEdited(null);
            toast.success(t("saved", { name: team.name }));
          },
        },
      );
    },
    remove(team: TeamSettings, done: () => void) {
      remove.mutate(
        { id: team.id },
        {
          onSuccess: () => {
            refresh("person:list");
            done();
            toast.success(t("team.removed", { name: team.name }));
          },
          onError: (error) => {
            done();
            toast.error(error.code === "in_use" ? t("team.inUse", { name: team.name }) : errorText(error.code));
          },
        },
      );
    },
  };
}
