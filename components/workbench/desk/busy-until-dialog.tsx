"use client";

import type { BusyReason } from "#server/contract/index.ts";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { useServerNow } from "../server-clock.tsx";
import { nextAt } from "./own-time.ts";
import { useReasonLabel } from "./use-reason-label.ts";

/** Busy until a time of one's own. */
export function BusyUntilDialog(props: {
  busyReasons: readonly BusyReason[];
  /** The reason that holds now, when busy. */
  reason: string | null;
  onChoose(reason: string | null, until: number): void;
  onClose(): void;
}) {
  const t = useTranslations("workbench.availability.custom");
  const formId = useId();
  const now = useServerNow();
  const label = useReasonLabel(props.busyReasons);
  const [reason, setReason] = useState(props.reason ?? props.busyReasons[0]?.code ?? "");
  const [clock, setClock] = useState("");
  const [isAsked, setAsked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = nextAt(clock, now);
    if (until === null) return setAsked(true);
    props.onChoose(reason || null, until);
    props.onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={props.onClose}
      size="sm"
      title={t("title")}
      description={t("text")}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} kbd="↵">
            {t("confirm")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {props.busyReasons.length > 0 && (
          <Field label={t("reason")}>
            <Select
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              options={props.busyReasons.map(({ code }) => ({ value: code, label: label(code) ?? code }))}
            />
          </Field>
        )}
        <Field label={t("at")} error={isAsked && nextAt(clock, now) === null ? t("invalid") : undefined}>
          <Input type="time" autoFocus value={clock} onChange={(event) => setClock(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
