"use client";

import type { CannedReply } from "#server/contract/views.ts";
import { agentCommands } from "#server/contract/index.ts";
import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { useLocale, useTranslations } from "next-intl";
import type { z } from "zod";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { FieldFault } from "../field-fault.tsx";

const cannedFormSchema = agentCommands["canned:save"].input.omit({ clientId: true, id: true });
export type CannedForm = z.output<typeof cannedFormSchema>;

/** Adds or edits a reply that is written with a slash. */
export function CannedDrawer(props: {
  /** Null adds one. */
  reply: CannedReply | null;
  isSaving: boolean;
  refusal: { field: "shortcut" | null; text: string } | null;
  onSave(form: CannedForm): void;
  onClose(): void;
}) {
  const t = useTranslations("settings.canned");
  const formId = useId();
  const locale = useLocale();
  const { reply, refusal } = props;
  const form = useForm<z.input<typeof cannedFormSchema>, unknown, CannedForm>({
    resolver: zodResolver(cannedFormSchema),
    defaultValues: reply
      ? { shortcut: reply.shortcut, title: reply.title, body: reply.body, language: reply.language }
      : { shortcut: "", title: "", body: "", language: locale },
  });
  const { errors } = form.formState;
  const languages = useLanguageOptions(["en", "zh", ...(reply ? [reply.language] : [])]);
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={reply ? t("editTitle") : t("addTitle")}
      width={440}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={props.isSaving}>
            {reply ? t("save") : t("add")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => void form.handleSubmit(props.onSave)(event)}
        className="flex flex-col gap-5 p-4"
      >
        {refusal && refusal.field === null && <FieldFault text={refusal.text} />}
        <div className="grid grid-cols-[minmax(0,1fr)_140px] items-start gap-3">
          <Field
            label={t("shortcut")}
            isRequired
            hint={t("shortcutHint")}
            error={errors.shortcut ? t("fault.shortcut") : refusal?.field === "shortcut" ? refusal.text : undefined}
          >
            <Input
              autoComplete="off"
              spellCheck={false}
              icon={<span aria-hidden>/</span>}
              {...form.register("shortcut")}
            />
          </Field>
          <Field label={t("language")}>
            <Select options={languages} {...form.register("language")} />
          </Field>
        </div>
        <Field label={t("name")} isRequired error={errors.title && t("fault.title")}>
          <Input autoComplete="off" {...form.register("title")} />
        </Field>
        <Field
          label={t("body")}
          isRequired
          hint={t("bodyHint", { customer: "{{customer.name}}", agent: "{{agent.name}}" })}
          error={errors.body && t("fault.body")}
        >
          <Textarea rows={8} {...form.register("body")} />
        </Field>
      </form>
    </Drawer>
  );
}
