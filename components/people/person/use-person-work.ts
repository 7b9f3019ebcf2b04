"use client";

import type { PersonView } from "#server/contract/admin-commands.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useRefresh } from "#components/realtime/use-agent-query.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { PersonForm } from "./person-schema.ts";

/** What is done with people: the open form, saving, passwords, access. */
export function usePersonWork() {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const save = useAgentCommand("person:save");
  const disable = useAgentCommand("person:set-disabled");
  const reset = useAgentCommand("person:reset-password");
  const [edited, setEdited] = useState<{ person: PersonView | null } | null>(null);
  const [secret, setSecret] = useState<{ name: string; email: string; password: string } | null>(null);
  const code = save.error?.code;
  return {
    edited,
    secret,
    isSaving: save.isPending,
    isBusy: disable.isPending || reset.isPending,
    refusal:
      code === undefined
        ? null
        : {
            field: code === "taken" ? ("email" as const) : null,
            text: code === "taken" ? t("fault.emailTaken") : errorText(code),
          },
    edit(person: PersonView | null) {
      save.reset();
      setEdited({ person });
    },
    close: () => setEdited(null),
    forgetSecret: () => setSecret(null),
    save(form: PersonForm) {
      if (edited === null || save.isPending) return;
      save.mutate(
        { id: edited.person?.id ?? null, ...form },
        {
          onSuccess: ({ person, oneTimePassword }) => {
            refresh("person:list");
            setEdited(null);
            if (oneTimePassword !== null)
              setSecret({ name: person.name, email: person.email, password: oneTimePassword });
            else toast.success(t("saved", { name: person.name }));
          },
        },
      );
    },
    setDisabled(person: PersonView, isDisabled: boolean, done: () => void) {
      disable.mutate(
        { id: person.id, isDisabled },
        {
          onSuccess: () => {
            refresh("person:list");
            done();
            toast.success(t(isDisabled ? "disabledToast" : "enabledToast", { name: person.name }));
          },
          onError: (error) => toast.error(errorText(error.code)),
        },
      );
    },
    resetPassword(person: PersonView, done: () => void) {
      reset.mutate(
        { id: person.id },
        {
          onSuccess: ({ oneTimePassword }) => {
            refresh("person:list");
            done();
            setSecret({ name: person.name, email: person.email, password: oneTimePassword });
          },
          onError: (error) => toast.error(errorText(error.code)),
        },
      );
    },
  };
}
