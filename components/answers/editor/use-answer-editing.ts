"use client";

import type { AnswerView } from "#server/contract/admin-commands.ts";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useRefresh } from "#components/realtime/use-agent-query.ts";
import { toast } from "#components/ui/toaster.tsx";
import { type AnswerDraft, draftOf, faultsOf, inputOf, isSameDraft, newDraft } from "./answer-draft.ts";
import { removeQuestion, restoreQuestion } from "./question-list.ts";

/**
 * The life of one open entry: draft, save, switch on and off, and what happens when somebody else saves it meanwhile.
 * Mount it anew for each entry.
 * @param answer as the server holds it now; null for a new one
 */
export function useAnswerEditing(
  answer: AnswerView | null,
  options: { language: string; onSaved(answer: AnswerView, wasNew: boolean): void },
) {
  const t = useTranslations("answers.editor");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const save = useAgentCommand("answer:save");
  const setEnabled = useAgentCommand("answer:set-enabled");
  const [base, setBase] = useState(answer);
  const [draft, setDraft] = useState<AnswerDraft>(() => (answer ? draftOf(answer) : newDraft(options.language)));
  const [isChecked, setChecked] = useState(false);
  const current = useRef(draft);
  current.current = draft;
  // The switch of a saved entry is a command of its own and waits for no save.
  const isDirty = base
    ? !isSameDraft({ ...draft, isEnabled: base.isEnabled }, draftOf(base))
    : !isSameDraft(draft, newDraft(options.language));
  const isStale = answer !== null && base !== null && answer.updatedAt > base.updatedAt;

  const take = (theirs: AnswerView) => {
    setBase(theirs);
    setDraft(draftOf(theirs));
  };
  useEffect(() => {
    // Saved elsewhere, and nothing is written here: theirs is simply the newer one.
    if (isStale && !isDirty && answer) take(answer);
  }, [isStale, isDirty, answer]);

  const change = (part: Partial<AnswerDraft>) => setDraft((held) => ({ ...held, ...part }));
  const faults = faultsOf(draft);
  const saved = (next: AnswerView) => {
    setBase(next);
    refresh("answer:list");
    refresh("answer:get");
    refresh("answer:try");
  };

  return {
    base,
    draft,
    change,
    isDirty,
    isSaving: save.isPending,
    /** Shown once a save was tried, then kept up with the typing. */
    faults: isChecked ? faults : {},
    changedBy: isStale && isDirty ? (answer.updatedByName ?? t("somebody")) : null,
    takeTheirs: () => answer && take(answer),
    discard: () => {
      setDraft(base ? draftOf(base) : newDraft(options.language));
      setChecked(false);
    },
    save() {
      if (save.isPending || !isDirty) return;
      setChecked(true);
      if (Object.keys(faults).length > 0) return;
      save.mutate(inputOf(draft, base?.id ?? null), {
        onSuccess: (next) => {
          saved(next);
          // What was typed while it was on its way stays.
          if (isSameDraft(current.current, draft)) setDraft(draftOf(next));
          setChecked(false);
          toast.success(t("savedToast"));
          options.onSaved(next, base === null);
        },
        onError: (error) => toast.error(errorText(error.code)),
      });
    },
    /** At once when the entry exists; a new one is only marked. */
    setEnabled(isEnabled: boolean) {
      change({ isEnabled });
      if (base === null) return;
      const { id } = base;
      const send = (next: boolean, done: () => void) =>
        setEnabled.mutate(
          { id, isEnabled: next },
          {
            onSuccess: (view) => {
              saved(view);
              change({ isEnabled: view.isEnabled });
              done();
            },
            onError: (error) => {
              change({ isEnabled: !next });
              toast.error(errorText(error.code));
            },
          },
        );
      send(isEnabled, () =>
        toast.success(t(isEnabled ? "switchedOn" : "switchedOff"), {
          action: { label: t("undo"), onClick: () => send(!isEnabled, () => undefined) },
        }),
      );
    },
    removeQuestion(key: string) {
      const { list, removed, at } = removeQuestion(current.current.questions, key);
      if (!removed) return;
      change({ questions: list });
      if (removed.text.trim() === "") return;
      toast.message(t("removed", { question: removed.text }), {
        action: {
          label: t("undo"),
          onClick: () => setDraft((held) => ({ ...held, questions: restoreQuestion(held.questions, removed, at) })),
        },
      });
    },
  };
}
