"use client";

import type { AnswerView } from "#server/contract/admin-commands.ts";
import { useId } from "react";
import { ArrowLeft, CircleOff, FlaskConical, PenLine } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import type { TeamOption } from "../team-option.ts";
import type { AnswerDraft, DraftFault, DraftField } from "./answer-draft.ts";
import { BodyField } from "./body-field.tsx";
import { ModelLine, type ModelState } from "./model-line.tsx";
import { QuestionEditor } from "./question-editor.tsx";

/** One entry of the library, to write. Saving takes effect at once. */
export function AnswerEditor(props: {
  /** Null for one that is not saved yet. */
  answer: AnswerView | null;
  draft: AnswerDraft;
  onDraft(change: Partial<AnswerDraft>): void;
  onRemoveQuestion(key: string): void;
  faults: Partial<Record<DraftField, DraftFault>>;
  isDirty: boolean;
  isSaving: boolean;
  onSave(): void;
  onDiscard(): void;
  onEnabled(isEnabled: boolean): void;
  /** Somebody else saved this entry while it was edited here. */
  changedBy: string | null;
  onTakeTheirs(): void;
  categories: readonly string[];
  languages: readonly string[];
  teams: readonly TeamOption[];
  model: ModelState;
  isFollowing: boolean;
  onBack(): void;
  onTry(): void;
  className?: string;
}) {
  const t = useTranslations("answers.editor");
  const format = useFormatter();
  const mod = useModKey();
  const categoriesId = useId();
  const { answer, draft, onDraft, faults } = props;
  const languages = useLanguageOptions([...props.languages, draft.language]);
  const fault = (field: DraftField) => {
    const found = faults[field];
    return found && t(`fault.${found}`);
  };
  return (
    <Pane label={t("label")} className={props.className}>
      {/* On phones the list, which carries the page's name, is away. */}
      <h1 className="sr-only md:hidden">{t("page")}</h1>
      <PaneHead className="ps-6! max-md:ps-2!">
        <IconButton
          label={t("back")}
          icon={<ArrowLeft aria-hidden className="icon" />}
          onClick={props.onBack}
          className="md:hidden!"
        />
        <h2 className="min-w-0 truncate text-base font-semibold tracking-[-0.005em]">
          {draft.category && <span className="font-normal text-muted max-md:hidden">{draft.category} / </span>}
          {draft.title.trim() || t("untitled")}
        </h2>
        {props.isDirty ? (
          <Badge tone="warning" icon={<PenLine aria-hidden className="icon-xs" />} className="max-md:hidden!">
            {t("unsaved")}
          </Badge>
        ) : (
          !draft.isEnabled && (
            <Badge icon={<CircleOff aria-hidden className="icon-xs" />} className="max-md:hidden!">
              {t("off")}
            </Badge>
          )
        )}
        <span className="ms-auto flex items-center gap-2">
          <IconButton
            label={t("try")}
            icon={<FlaskConical aria-hidden className="icon" />}
            onClick={props.onTry}
            className="lg:hidden!"
          />
          {props.isDirty && (
            <Button variant="ghost" onClick={props.onDiscard}>
              {t("discard")}
            </Button>
          )}
          <Button
            variant="primary"
            kbd={`${mod} S`}
            isBusy={props.isSaving}
            aria-disabled={!props.isDirty || undefined}
            onClick={props.onSave}
            className="max-md:[&_kbd]:hidden"
          >
            {t("save")}
          </Button>
        </span>
      </PaneHead>
      {props.changedBy !== null && (
        <Banner
          tone="warning"
          className="border-t-0 px-6!"
          action={
            <Button size="sm" onClick={props.onTakeTheirs}>
              {t("takeTheirs")}
            </Button>
          }
        >
          {t("changedBy", { name: props.changedBy })}
        </Banner>
      )}
      <PaneBody>
        <div className="mx-auto flex max-w-[860px] flex-col gap-4 px-6 py-4 max-md:px-4">
          {answer && answer.kind !== "answer" && (
            <p className="rounded-md bg-sunken px-3 py-2 text-sm text-muted">{t(`ownPart.${answer.kind}`)}</p>
          )}
          <div className="grid grid-cols-2 gap-3 lg:grid-cols-[minmax(0,1fr)_136px_120px]">
            <Field label={t("title")} isRequired error={fault("title")} className="col-span-2 lg:col-span-1">
              <Input
                lang={draft.language}
                value={draft.title}
                maxLength={120}
                onChange={(event) => onDraft({ title: event.target.value })}
              />
            </Field>
            <Field label={t("category")} error={fault("category")}>
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
          <BodyField
            value={draft.body}
            onChange={(body) => onDraft({ body })}
            language={draft.language}
            error={fault("body")}
            note={
              answer
                ? t(answer.updatedByName ? "savedBy" : "savedAt", {
                    time: format.dateTime(answer.updatedAt, {
                      day: "numeric",
                      month: "short",
                      hour: "2-digit",
                      minute: "2-digit",
                      hourCycle: "h23",
                    }),
                    name: answer.updatedByName ?? "",
                  })
                : undefined
            }
          />
          <QuestionEditor
            questions={draft.questions}
            onChange={(questions) => onDraft({ questions })}
            onRemove={props.onRemoveQuestion}
            adding={draft.adding}
            onAdding={(adding) => onDraft({ adding })}
            language={draft.language}
            error={fault("questions")}
          />
          <div className="grid items-start gap-3 sm:grid-cols-2">
            <Field label={t("team")} hint={t("teamHint")}>
              <Select
                options={[
                  { value: "", label: t("anyTeam") },
                  ...props.teams.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={draft.teamId}
                onChange={(event) => onDraft({ teamId: event.target.value })}
              />
            </Field>
            <Field label={t("inUse")} hint={t("inUseHint")}>
              <Switch checked={draft.isEnabled} onCheckedChange={props.onEnabled} />
            </Field>
          </div>
          {answer && <Votes answer={answer} />}
        </div>
      </PaneBody>
      <ModelLine
        model={props.model}
        isEnabled={draft.isEnabled}
        isNew={answer === null}
        isDirty={props.isDirty}
        isFollowing={props.isFollowing}
      />
    </Pane>
  );
}

/** What customers made of it. */
function Votes({ answer }: { answer: AnswerView }) {
  const t = useTranslations("answers.editor");
  const format = useFormatter();
  const facts = [
    { key: "asked", count: answer.asked },
    { key: "helpful", count: answer.helpful },
    { key: "notHelpful", count: answer.notHelpful },
  ] as const;
  return (
    <dl className="flex gap-6 border-t border-border pt-3 text-xs text-muted">
      {facts.map(({ key, count }) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd className="text-lg font-semibold text-foreground">{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
