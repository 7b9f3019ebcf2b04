"use client";

import type { AnswerView } from "#server/contract/admin-commands.ts";
import { useEffect } from "react";
import { useLocale } from "next-intl";
import type { AgentOutput } from "#components/realtime/command-shapes.ts";
import type { TeamOption } from "../team-option.ts";
import { AnswerEditor } from "./answer-editor.tsx";
import type { ModelState } from "./model-line.tsx";
import { useAnswerEditing } from "./use-answer-editing.ts";

/** The editor at work on one entry; mounted anew for each. Ctrl or ⌘ S saves. */
export function EditorPane(props: {
  answer: AnswerView | null;
  library: AgentOutput<"answer:list"> | null;
  teams: readonly TeamOption[];
  model: ModelState;
  isFollowing: boolean;
  onDirty(isDirty: boolean): void;
  onSaved(answer: AnswerView, wasNew: boolean): void;
  onBack(): void;
  onTry(): void;
}) {
  const { onDirty, library } = props;
  const locale = useLocale();
  const editing = useAnswerEditing(props.answer, { language: locale, onSaved: props.onSaved });
  const { isDirty, save } = editing;
  useEffect(() => onDirty(isDirty), [onDirty, isDirty]);
  useSaveKey(save);
  return (
    <AnswerEditor
      answer={editing.base}
      draft={editing.draft}
      onDraft={editing.change}
      onRemoveQuestion={editing.removeQuestion}
      faults={editing.faults}
      isDirty={isDirty}
      isSaving={editing.isSaving}
      onSave={save}
      onDiscard={editing.discard}
      onEnabled={editing.setEnabled}
      changedBy={editing.changedBy}
      onTakeTheirs={editing.takeTheirs}
      categories={library?.categories ?? []}
      languages={[...new Set(library?.answers.map(({ language }) => language) ?? [])]}
      teams={props.teams}
      model={props.model}
      isFollowing={props.isFollowing}
      onBack={props.onBack}
      onTry={props.onTry}
    />
  );
}

function useSaveKey(save: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      save();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}
