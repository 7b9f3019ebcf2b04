"use client";

import { type FormEvent, useId, useState } from "react";
import { CircleCheck, CircleSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segments } from "#components/ui/segments.tsx";

export interface CloseOutcome {
  isSolved: boolean;
  category: string | null;
}

/** Ends a chat with what came of it. Enter closes with "solved". */
export function CloseDialog(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  customerName: string;
  /** Unsent text in the composer would be lost sight of: said before closing. */
  hasDraft: boolean;
  /** Categories used before, as suggestions. */
  categories: readonly string[];
  isBusy: boolean;
  onClose(outcome: CloseOutcome): void;
}) {
  const t = useTranslations("workbench.close");
  const formId = useId();
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      size="sm"
      title={t("title", { name: props.customerName })}
      description={props.hasDraft ? t("draftWarning") : t("description")}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{t("keep")}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={props.isBusy} kbd="↵">
            {t("confirm")}
          </Button>
        </>
      }
    >
      <OutcomeForm id={formId} categories={props.categories} onSubmit={props.onClose} />
    </Dialog>
  );
}

function OutcomeForm(props: { id: string; categories: readonly string[]; onSubmit(outcome: CloseOutcome): void }) {
  const t = useTranslations("workbench.close");
  const [isSolved, setIsSolved] = useState(true);
  const [category, setCategory] = useState("");
  const listId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit({ isSolved, category: category.trim() || null });
  };
  return (
    <form id={props.id} onSubmit={submit} className="flex flex-col gap-4">
      <Segments
        label={t("outcome")}
        value={isSolved ? "solved" : "unsolved"}
        onChange={(value) => setIsSolved(value === "solved")}
        options={[
          { value: "solved", label: t("solved"), icon: <CircleCheck aria-hidden className="icon-sm" /> },
          { value: "unsolved", label: t("unsolved"), icon: <CircleSlash aria-hidden className="icon-sm" /> },
        ]}
        className="self-start"
      />
      <Field label={t("category")} hint={t("categoryHint")}>
        <Input
          value={category}
          maxLength={60}
          list={listId}
          autoComplete="off"
          autoFocus
          onChange={(event) => setCategory(event.target.value)}
          // The browser's own arrow of a list is of no theme.
          className="[&_input::-webkit-calendar-picker-indicator]:hidden!"
        />
      </Field>
      <datalist id={listId}>
        {props.categories.map((known) => (
          <option key={known}>{known}</option>
        ))}
      </datalist>
    </form>
  );
}
