"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import type { LibraryEntryView } from "#server/contract/library-views.ts";
import { useEffect, useMemo } from "react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Pane, PaneBody } from "#components/shell/pane.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { useSettled } from "../data/use-settled.ts";
import type { TeamOption } from "../team-option.ts";
import { BodyField } from "./body-field.tsx";
import { EditorHead } from "./editor-head.tsx";
import { EntryFacts } from "./entry-facts.tsx";
import { EntryHealth } from "./entry-health.tsx";
import { FollowUpsField } from "./follow-ups-field.tsx";
import { PicturesField } from "./pictures-field.tsx";
import { QuestionEditor } from "./question-editor.tsx";
import { sameQuestion } from "./question-list.ts";
import { QuickRepliesField } from "./quick-replies-field.tsx";
import { SuggestedQuestions } from "./suggested-questions.tsx";
import { TitleRow } from "./title-row.tsx";
import { useEntryEditing } from "./use-entry-editing.ts";
import { useSaveKey } from "./use-save-key.ts";

const LOOK_AFTER_MS = 600;

/** The editor at work on one entry; mounted anew for each. Ctrl or ⌘ S saves the draft. */
export function EntryEditor(props: {
  /** Null for one that is not saved yet. */
  entry: LibraryEntryView | null;
  categories: readonly string[];
  languages: readonly string[];
  teams: readonly TeamOption[];
  draftCount: number;
  onUnsaved(isUnsaved: boolean): void;
  onSaved(id: AnswerId, wasNew: boolean): void;
  onOpen(id: string): void;
  onBack(): void;
  onTry(): void;
  onPublish(): void;
  onVersions(): void;
  onRemove(): void;
}) {
  const t = useTranslations("answers.editor");
  const format = useFormatter();
  const locale = useLocale();
  const { entry, onUnsaved } = props;
  const editing = useEntryEditing(entry, { language: locale, onSaved: props.onSaved });
  const { draft, change, faults, isDirty } = editing;
  useEffect(() => {
    onUnsaved(isDirty);
    return () => onUnsaved(false);
  }, [onUnsaved, isDirty]);
  useSaveKey(() => void editing.save());

  const questions = useSettled(draft.questions, LOOK_AFTER_MS);
  const looked = useAgentQuery(
    "library:collisions",
    {
      id: entry?.id ?? null,
      questions: questions
        .map(({ text }) => text)
        .filter((text) => text.trim() !== "")
        .slice(0, 500),
    },
    { isEnabled: draft.kind === "answer" && questions.length > 0, keepPrevious: true },
  );
  const collisions = useMemo(
    () =>
      new Map(
        // The surest one last, so that it is the one kept.
        [...(looked.data?.collisions ?? [])]
          .sort((a, b) => Number(a.isDuplicate) - Number(b.isDuplicate) || a.degree - b.degree)
          .map((one) => [sameQuestion(one.question), one]),
      ),
    [looked.data],
  );
  const asked = useMemo(
    () => new Map(entry?.askedByQuestion.map((one) => [sameQuestion(one.question), one.asked]) ?? []),
    [entry],
  );
  const titles = useMemo(
    () => new Map<string, string>(entry?.followUps.map(({ answerId, title }) => [answerId, title]) ?? []),
    [entry],
  );
  const fault = (field: keyof typeof faults) => {
    const found = faults[field];
    return found && t(`fault.${found}`);
  };
  const last = entry?.history[0];
  const note =
    last &&
    t("publishedNote", {
      version: last.number,
      day: format.dateTime(last.publishedAt, { day: "numeric", month: "short" }),
      name: last.byName,
    });

  return (
    <Pane label={t("label")}>
      {/* On phones the list, which carries the page's name, is away. */}
      <h1 className="sr-only md:hidden">{t("page")}</h1>
      <EditorHead
        entry={entry}
        draft={draft}
        isDirty={isDirty}
        isSaving={editing.isSaving}
        draftCount={props.draftCount}
        onSave={() => void editing.save()}
        onDiscard={() => void editing.discard()}
        onPublish={() => void editing.flush().then((isThere) => isThere && props.onPublish())}
        onBack={props.onBack}
        onTry={props.onTry}
        onVersions={props.onVersions}
        onRemove={props.onRemove}
        teams={props.teams}
      />
      {editing.changedBy !== null && (
        <Banner
          tone="warning"
          className="border-t-0 px-6! max-md:px-4!"
          action={
            <span className="flex gap-2">
              <Button size="sm" onClick={editing.takeTheirs}>
                {t("takeTheirs")}
              </Button>
              <Button size="sm" onClick={editing.keepMine}>
                {t("keepMine")}
              </Button>
            </span>
          }
        >
          {t("changedBy", { name: editing.changedBy })}
        </Banner>
      )}
      {entry?.draft?.state === "removed" && (
        <Banner
          tone="danger"
          className="border-t-0 px-6! max-md:px-4!"
          action={
            <Button size="sm" onClick={() => void editing.discard()}>
              {t("keepIt")}
            </Button>
          }
        >
          {t("removedBanner")}
        </Banner>
      )}
      {entry?.draft?.isBehind && (
        <Banner tone="warning" className="border-t-0 px-6! max-md:px-4!">
          {t("behind")}
        </Banner>
      )}
      <PaneBody>
        <div className="mx-auto flex max-w-[860px] flex-col gap-4 px-6 py-4 max-md:px-4">
          {draft.kind !== "answer" && (
            <p className="rounded-md bg-sunken px-3 py-2 text-sm text-muted">{t(`ownPart.${draft.kind}`)}</p>
          )}
          <TitleRow
            draft={draft}
            onDraft={change}
            error={fault("title")}
            categories={props.categories}
            languages={props.languages}
          />
          <BodyField
            value={draft.body}
            onChange={(body) => change({ body })}
            language={draft.language}
            error={fault("body")}
            note={note}
            published={entry?.published?.body ?? null}
          />
          <QuestionEditor
            questions={draft.questions}
            onChange={(next) => change({ questions: next })}
            onRemove={editing.removeQuestion}
            adding={draft.adding}
            onAdding={(adding) => change({ adding })}
            published={entry?.published?.questions ?? null}
            asked={asked}
            collisions={collisions}
            onOpen={props.onOpen}
            language={draft.language}
            error={fault("questions")}
          />
          {entry && (
            <SuggestedQuestions
              answerId={entry.id}
              questions={draft.questions}
              language={draft.language}
              onTake={(one) => {
                editing.addFromChats(one);
                change({
                  questions: [
                    ...draft.questions,
                    { key: crypto.randomUUID(), text: one.text, isNew: true, isFromChats: true },
                  ],
                });
              }}
            />
          )}
          <PicturesField
            pictureIds={draft.pictureIds}
            onChange={(next) => change({ pictureIds: next(editing.latest().pictureIds) })}
          />
          <QuickRepliesField
            replies={draft.quickReplies}
            onChange={(quickReplies) => change({ quickReplies })}
            language={draft.language}
          />
          <FollowUpsField
            ownId={entry?.id ?? null}
            ids={draft.followUpIds}
            titles={titles}
            onChange={(followUpIds) => change({ followUpIds })}
          />
          <EntryFacts draft={draft} onDraft={change} teams={props.teams} />
          {entry?.published && <EntryHealth health={entry.health} />}
        </div>
      </PaneBody>
    </Pane>
  );
}
