"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { RequestDraft } from "./chat-model.ts";
import { isUsableContact } from "./contact-check.ts";
import { useOpensAt } from "./opens-at.ts";
import type { FormCause } from "./use-chat-desk.ts";
import { MAX_LENGTH } from "./text-limit.ts";

/** "Leave a message": text, and who asks and where to answer if they like. Keeps what was typed until it is stored. */
export function RequestForm(props: {
  cause: FormCause;
  draft: RequestDraft;
  onChange: (draft: RequestDraft) => void;
  isBusy: boolean;
  /** A refusal in words. */
  error: string | null;
  onSend: (draft: RequestDraft) => void;
  onCancel: () => void;
}) {
  const t = useTranslations("customer.request");
  const [isChecked, setIsChecked] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const opensAt = useOpensAt();
  const { draft, onChange, cause } = props;
  const why = !cause.isClosed
    ? t(cause.isNobodyHere ? "textNobody" : "text")
    : cause.opensAt === null
      ? t("textClosed")
      : t("textClosedUntil", { when: opensAt(cause.opensAt) });
  const textFault =
    draft.text.trim() === ""
      ? t("empty")
      : draft.text.length > MAX_LENGTH
        ? t("tooLong", { max: MAX_LENGTH })
        : undefined;
  const contactFault = isUsableContact(draft.contact ?? "") ? undefined : t("contactBad");
  useEffect(() => {
    // It was asked for, or nobody is there: either way it is what comes next.
    box.current?.scrollIntoView({ block: "nearest" });
    box.current?.querySelector("textarea")?.focus({ preventScroll: true });
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (props.isBusy) return;
    if (textFault) box.current?.querySelector("textarea")?.focus();
    else if (contactFault) box.current?.querySelector<HTMLInputElement>("input[autocomplete=email]")?.focus();
    else
      props.onSend({
        text: draft.text.trim(),
        name: draft.name?.trim() || null,
        contact: draft.contact?.trim() || null,
      });
  };
  const optional = <span className="font-normal text-subtle"> · {t("optional")}</span>;
  return (
    <form
      ref={box}
      noValidate
      onSubmit={submit}
      aria-label={t("title")}
      className="mb-3.5 max-w-[420px] rounded-lg border border-border-strong shadow-card"
    >
      <div className="px-4 pt-3.5">
        <h2 className="text-lg leading-6 font-semibold tracking-[-0.01em]">{t("title")}</h2>
        <p className="mt-0.5 text-base text-muted">{why}</p>
      </div>
      <div className="flex flex-col gap-3 px-4 pt-3 pb-4">
        <Field label={t("message")} isRequired error={isChecked ? textFault : undefined}>
          <Textarea
            rows={3}
            value={draft.text}
            placeholder={t("messagePlaceholder")}
            onChange={(event) => onChange({ ...draft, text: event.target.value })}
          />
        </Field>
        <Field
          label={
            <>
              {t("name")}
              {optional}
            </>
          }
        >
          <Input
            className="h-10!"
            autoComplete="name"
            maxLength={120}
            value={draft.name ?? ""}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        </Field>
        <Field
          label={
            <>
              {t("contact")}
              {optional}
            </>
          }
          hint={t("contactHint")}
          error={isChecked ? contactFault : undefined}
        >
          <Input
            className="h-10!"
            autoComplete="email"
            maxLength={254}
            value={draft.contact ?? ""}
            onChange={(event) => onChange({ ...draft, contact: event.target.value })}
          />
        </Field>
        {props.error && (
          <p role="alert" className="text-sm text-danger-text">
            {props.error}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-1 rounded-b-lg border-t border-border bg-panel p-2">
        <Button
          type="submit"
          variant="primary"
          className="h-10!"
          icon={<Mail aria-hidden className="icon-sm" />}
          isBusy={props.isBusy}
        >
          {t("send")}
        </Button>
        <Button variant="ghost" className="h-10!" disabled={props.isBusy} onClick={props.onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
