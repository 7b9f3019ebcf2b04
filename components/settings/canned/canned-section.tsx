"use client";

import type { CannedReply } from "#server/contract/views.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery, useRefresh } from "#components/realtime/use-agent-query.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { CannedDrawer, type CannedForm } from "./canned-drawer.tsx";
import { CannedList } from "./canned-list.tsx";

/** The canned replies at work: each is saved and removed by itself, so nothing here waits for the page's save. */
export function CannedSection() {
  const t = useTranslations("settings.canned");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const list = useAgentQuery("canned:list", {});
  const save = useAgentCommand("canned:save");
  const remove = useAgentCommand("canned:remove");
  const [edited, setEdited] = useState<{ reply: CannedReply | null } | null>(null);
  const [asked, setAsked] = useState<CannedReply | null>(null);
  const code = save.error?.code;
  const edit = (reply: CannedReply | null) => {
    save.reset();
    setEdited({ reply });
  };
  const submit = (form: CannedForm) => {
    if (edited === null || save.isPending) return;
    save.mutate(
      { id: edited.reply?.id ?? null, ...form },
      {
        onSuccess: () => {
          refresh("canned:list");
          setEdited(null);
          toast.success(t("saved"));
        },
      },
    );
  };
  const confirm = () => {
    if (asked === null) return;
    remove.mutate(
      { id: asked.id },
      {
        onSuccess: () => {
          refresh("canned:list");
          setAsked(null);
          toast.success(t("removed"));
        },
        onError: (error) => toast.error(errorText(error.code)),
      },
    );
  };
  return (
    <>
      <CannedList
        replies={list.data?.replies ?? null}
        error={list.error && !list.data ? errorText(list.error.code) : null}
        onAdd={() => edit(null)}
        onEdit={edit}
        onRemove={setAsked}
      />
      {edited && (
        <CannedDrawer
          reply={edited.reply}
          isSaving={save.isPending}
          refusal={
            code === undefined
              ? null
              : {
                  field: code === "taken" ? "shortcut" : null,
                  text: code === "taken" ? t("fault.taken") : errorText(code),
                }
          }
          onSave={submit}
          onClose={() => setEdited(null)}
        />
      )}
      {asked && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setAsked(null)}
          title={t("confirmTitle", { title: asked.title })}
          description={t("confirmText")}
          confirmLabel={t("confirm")}
          tone="danger"
          isBusy={remove.isPending}
          onConfirm={confirm}
        />
      )}
    </>
  );
}
