"use client";

import { useId } from "react";
import { useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { EntryDraft } from "./entry-draft.ts";

/** Title, category and language: the first row of the editor. */
export function TitleRow(props: {
  draft: EntryDraft;
  onDraft(change: Partial<EntryDraft>): void;
  error?: string;
  categories: readonly string[];
  languages: readonly string[];
}) {
  const t = useTranslations("answers.editor");
  const categoriesId = useId();
  const { draft, onDraft } = props;
  const languages = useLanguageOptions([...props.languages, draft.language]);
  return (
    <div className="grid grid-cols-2 items-start gap-3 lg:grid-cols-[minmax(0,1fr)_136px_120px]">
      <Field label={t("title")} isRequired error={props.error} className="col-span-2 lg:col-span-1">
        <Input
          lang={draft.language}
          value={draft.title}
          maxLength={120}
          onChange={(event) => onDraft({ title: event.target.value })}
        />
      </Field>
      <Field label={t("category")}>
        <Input
          list={categoriesId}
          value={draft.category}
          maxLength={60}
          placeholder={t("noCategory")}
          onChange={(event) => onDraft({ category: event.target.value })}
        />
      </Field>
      <datalist id={categoriesId}>
        {props.categories.map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
      <Field label={t("language")}>
        <Select
          options={languages}
          value={draft.language}
          onChange={(event) => onDraft({ language: event.target.value })}
        />
      </Field>
    </div>
  );
}
