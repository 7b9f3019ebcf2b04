"use client";

import { type FormEvent, useId, useState } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { promisePresets } from "../desk/own-time.ts";
import { useServerNow } from "../server-clock.tsx";
import { usePromiseTime } from "../use-promise-time.ts";

/** "I owe an answer by": a few times worth a button, one of one's own, and the way back. */
export function PromiseDialog(props: {
  customerName: string;
  promisedAt: number | null;
  isBusy: boolean;
  onPromise(until: number | null): void;
  onClose(): void;
}) {
  const t = useTranslations("workbench.promise");
  const format = useFormatter();
  const promiseTime = usePromiseTime();
  const now = useServerNow();
  const formId = useId();
  const [typed, setTyped] = useState("");
  const [isAsked, setAsked] = useState(false);
  const at = typed ? new Date(typed).getTime() : Number.NaN;
  const isAhead = at > now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isAhead) props.onPromise(at);
    else setAsked(true);
  };
  const clock = (time: number) => format.dateTime(time, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (
    <Dialog
      isOpen
      onOpenChange={props.onClose}
      size="sm"
      title={t("title", { name: props.customerName })}
      description={t("text")}
      footer={
        <>
          {props.promisedAt !== null && (
            <Button className="me-auto" isBusy={props.isBusy} onClick={() => props.onPromise(null)}>
              {t("takeBack")}
            </Button>
          )}
          <Button onClick={props.onClose}>{t("cancel")}</Button>
        </>
      }
    >
      {props.promisedAt !== null && (
        <p className="pb-3 font-medium">{t("now", { time: promiseTime(props.promisedAt) })}</p>
      )}
      <div className="grid grid-cols-2 gap-2">
        {promisePresets(now).map((preset, index) => (
          <Button
            key={preset.id}
            size="lg"
            autoFocus={index === 0}
            isBusy={props.isBusy}
            onClick={() => props.onPromise(preset.at)}
          >
            {preset.id === "minutes"
              ? t("minutes", { count: 15 })
              : preset.id === "hour"
                ? t("hour")
                : t(preset.id, { time: clock(preset.at) })}
          </Button>
        ))}
      </div>
      <form id={formId} onSubmit={submit} className="mt-4 flex items-end gap-2">
        <Field label={t("at")} error={isAsked && !isAhead ? t("past") : undefined}>
          <Input type="datetime-local" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button type="submit" disabled={!typed} isBusy={props.isBusy}>
          {t("set")}
        </Button>
      </form>
    </Dialog>
  );
}
