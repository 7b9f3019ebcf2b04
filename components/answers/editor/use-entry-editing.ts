"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import type { AnswerContent, DraftView, LibraryEntryView } from "#server/contract/library-views.ts";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";
import { useWarn } from "../data/use-warn.ts";
import {
  contentOf,
  draftOf,
  type EntryDraft,
  faultsOf,
  isSameDraft,
  keepDraft,
  newDraft,
  readKept,
} from "./entry-draft.ts";
import { removeQuestion, restoreQuestion } from "./question-list.ts";

const KEEP_MS = 250;

/** What the server holds of an entry, as the editor starts from it. */
interface Base {
  draft: EntryDraft;
  /** Of the server's draft; 0 where there is none. */
  revision: number;
}

const baseOf = (entry: LibraryEntryView | null, language: string): Base => {
  const content = entry?.draft ? (entry.draft.content ?? entry.published) : (entry?.published ?? null);
  return { draft: content ? draftOf(content) : newDraft(language), revision: entry?.draft?.revision ?? 0 };
};

/** A question taken from real unanswered ones: saving marks them as seen to. */
export interface FromChats {
  text: string;
  questionIds: readonly string[];
}

/**
 * The life of one open entry: what is written here and not saved yet survives a reload and a lost line; saving makes it
 * the shared draft; somebody else's saving is told, never overwritten. Mount it anew for each entry.
 * @param entry as the server holds it now; null for a new one
 */
export function useEntryEditing(
  entry: LibraryEntryView | null,
  options: { language: string; prefill?: Partial<EntryDraft>; onSaved(id: AnswerId, wasNew: boolean): void },
) {
  const t = useTranslations("answers.editor");
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const warn = useWarn();
  const save = useAgentCommand("library:save-draft");
  const addTo = useAgentCommand("unanswered:add-to");
  const discardDraft = useAgentCommand("library:discard-draft");
  const [keptText, keepText] = useDraft(`entry:${entry?.id ?? "new"}`);
  const [first] = useState(() => {
    const base = baseOf(entry, options.language);
    const kept = readKept(keptText);
    return { base: kept ? { ...base, revision: kept.revision } : base, draft: kept?.draft ?? base.draft };
  });
  const [base, setBase] = useState<Base>(first.base);
  const [draft, setDraft] = useState<EntryDraft>(first.draft);
  const [isChecked, setChecked] = useState(false);
  const fromChats = useRef<FromChats[]>([]);
  const current = useRef(draft);
  current.current = draft;
  const isDirty = !isSameDraft(draft, base.draft);
  const serverRevision = entry?.draft?.revision ?? 0;
  /** The entry as it was before the last saving: until a newer one is read, it says nothing. */
  const outlived = useRef<LibraryEntryView | null>(null);
  const isCurrent = entry !== null && !save.isPending && entry !== outlived.current;
  const isStale = isCurrent && serverRevision !== base.revision;
  /** What is not kept by the browser yet. */
  const unkept = useRef("");

  const take = (next: Base) => {
    setBase(next);
    setDraft(next.draft);
    keepText("");
  };
  useEffect(() => {
    // Saved or published elsewhere, and nothing is written here: theirs is simply the newer one.
    if (!isDirty && isCurrent) {
      const next = baseOf(entry, options.language);
      if (next.revision !== base.revision || !isSameDraft(next.draft, base.draft)) take(next);
    }
  }, [entry, isDirty, isCurrent, base.revision]);
  useEffect(() => {
    const text = isDirty ? keepDraft({ draft, revision: base.revision }) : "";
    unkept.current = text;
    const timer = setTimeout(() => keepText(text), KEEP_MS);
    return () => clearTimeout(timer);
  }, [draft, isDirty, base.revision, keepText]);
  useEffect(
    () => () => {
      if (unkept.current !== "") keepText(unkept.current);
    },
    [keepText],
  );

  const change = (part: Partial<EntryDraft>) => setDraft((held) => ({ ...held, ...part }));
  const faults = faultsOf(draft);

  const saveContent = async (content: AnswerContent, expectedRevision: number) => {
    const answer = await save.mutateAsync({ id: entry?.id ?? null, content, expectedRevision });
    warn(answer.warnings);
    return answer;
  };
  /** The questions that came from chats are seen to; the draft may have one revision more after it. */
  const settleChats = async (id: AnswerId, saved: DraftView | null): Promise<DraftView | null> => {
    const used = fromChats.current.filter(({ text }) => saved?.content?.questions.includes(text));
    fromChats.current = [];
    if (used.length === 0) return saved;
    const questionIds = used.flatMap((one) => one.questionIds).slice(0, 200);
    try {
      return (await addTo.mutateAsync({ questionIds, answerId: id, questions: used.map(({ text }) => text) })).draft;
    } catch {
      // They stay on the list of unanswered ones; the words are saved.
      return saved;
    }
  };
  /** Null when nothing was saved; the words stay. */
  const saveNow = async (expectedRevision = base.revision): Promise<AnswerId | null> => {
    const sent = current.current;
    setChecked(true);
    if (faultsOf(sent).questions === "questionsMany") return null;
    try {
      const answer = await saveContent(contentOf(sent), expectedRevision);
      if (answer.result === "stale") {
        refresh();
        toast.error(t("staleToast", { name: answer.draft?.updatedByName ?? t("somebody") }));
        return null;
      }
      outlived.current = entry;
      const held = await settleChats(answer.id, answer.draft);
      const next: Base = { draft: draftOf(held?.content ?? contentOf(sent)), revision: held?.revision ?? 0 };
      setBase(next);
      // What was typed while it was on its way stays.
      if (current.current === sent) setDraft(next.draft);
      keepText("");
      unkept.current = "";
      refresh();
      options.onSaved(answer.id, entry === null);
      return answer.id;
    } catch (error) {
      toast.error(errorText(codeOf(error)));
      return null;
    }
  };

  return {
    draft,
    change,
    /** The words of this moment, for what ends after more was typed. */
    latest: () => current.current,
    isDirty,
    isSaving: save.isPending || addTo.isPending,
    /** Shown once a save was tried, then kept up with the typing. */
    faults: isChecked || serverRevision > 0 ? faults : {},
    changedBy: isStale && isDirty ? (entry.draft?.updatedByName ?? t("somebody")) : null,
    takeTheirs: () => take(baseOf(entry, options.language)),
    keepMine: () => void saveNow(serverRevision),
    async save() {
      if (save.isPending || !isDirty) return;
      // No toast: it would cover the very button that comes next. The mark beside the title says it, also aloud.
      await saveNow();
    },
    /** For publishing: everything written here is in the draft afterwards. */
    flush: async () => !isDirty || (await saveNow()) !== null,
    /** What is not saved goes first, then the draft itself; both can be undone. */
    async discard() {
      if (isDirty) {
        const gone = draft;
        setDraft(base.draft);
        setChecked(false);
        toast.message(t("undone"), { action: { label: t("undo"), onClick: () => setDraft(gone) } });
        return;
      }
      if (!entry?.draft) return;
      const { content } = entry.draft;
      try {
        await discardDraft.mutateAsync({ ids: [entry.id] });
        refresh();
        toast.message(t("discarded"), {
          ...(content && {
            action: {
              label: t("undo"),
              onClick: () =>
                void saveContent(content, 0).then(refresh, (error) => toast.error(errorText(codeOf(error)))),
            },
          }),
        });
      } catch (error) {
        toast.error(errorText(codeOf(error)));
      }
    },
    addFromChats(one: FromChats) {
      fromChats.current = [...fromChats.current, one];
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

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "internal";
