"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** One category for many entries: one there is, or a new one; empty takes it off. */
export function CategoryDialog(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  count: number;
  categories: readonly string[];
  onChoose(category: string | null): void;
}) {
  const t = useTranslations("answers.bulk");
  const formId = useId();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onChoose(text.trim() || null);
  };
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      size="sm"
      title={t("categoryTitle", { count: props.count })}
      footer={
        <Button variant="primary" type="submit" form={formId}>
          {t("categorySave")}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label={t("category")} hint={t("categoryHint")}>
          <Input
            autoFocus
            list={`${formId}-list`}
            value={text}
            maxLength={60}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <datalist id={`${formId}-list`}>
          {props.categories.map((category) => (
            <option key={category} value={category} />
          ))}
        </datalist>
      </form>
    </Dialog>
  );
}
