"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import type { AnswerView } from "#server/contract/admin-commands.ts";
import { useEffect, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery, useRefresh } from "#components/realtime/use-agent-query.ts";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { useLeaveGuard } from "#components/shell/use-leave-guard.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { EditorPane } from "./editor/editor-pane.tsx";
import { AnswersList } from "./list/answers-list.tsx";
import { nothingTried, TryConsole } from "./try/try-console.tsx";
import { newAnswer, useOpenAnswer } from "./use-open-answer.ts";

/** How long after a save the model is looked after, and how often. */
const WATCH_MS = 15_000;
const LOOK_MS = 1_500;

/** The answer library: list, editor, test console side by side. Fills the frame it stands in. */
export function Answers() {
  const t = useTranslations("answers");
  const errorText = useErrorText();
  const { openId, open } = useOpenAnswer();
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [isTraining, setTraining] = useState(false);
  const isWatching = savedAt !== null || isTraining;
  const list = useAgentQuery("answer:list", {}, { ...(isWatching ? { refetchMs: LOOK_MS } : {}) });
  const colleagues = useAgentQuery("colleague:list", {});
  const opened = useAgentQuery(
    "answer:get",
    { id: openId as AnswerId },
    { isEnabled: openId !== null && openId !== newAnswer },
  );
  const [isDirty, setDirty] = useState(false);
  const [trial, setTrial] = useState(nothingTried);
  const [isTryOpen, setTryOpen] = useState(false);
  const guard = useLeaveGuard(isDirty);
  const model = list.data?.model ?? { id: null, trainedAt: null, questions: 0, isTraining: false };
  useEffect(() => setTraining(model.isTraining), [model.isTraining]);
  // A new model answers the tried question anew.
  const refresh = useRefresh();
  useEffect(() => refresh("answer:try"), [refresh, model.id]);
  useEffect(() => {
    if (savedAt === null) return;
    const timer = setTimeout(() => setSavedAt(null), WATCH_MS);
    return () => clearTimeout(timer);
  }, [savedAt]);
  // The model is newer than the save: it knows what was saved.
  const hasFollowed = savedAt !== null && (model.trainedAt ?? 0) >= savedAt && !model.isTraining;
  useEffect(() => {
    if (hasFollowed) setSavedAt(null);
  }, [hasFollowed]);

  const goTo = (id: string | null) => {
    if (id === openId) return;
    guard.ask(() => {
      setDirty(false);
      open(id);
    });
  };
  const saved = (answer: AnswerView, wasNew: boolean) => {
    setSavedAt(answer.updatedAt);
    if (wasNew) open(answer.id);
  };
  const teams = colleagues.data?.teams ?? [];
  const tester = <TryConsole state={trial} onState={setTrial} teams={teams} hasUnsaved={isDirty} onOpen={goTo} />;
  const answer = openId !== newAnswer && opened.data?.id === openId ? opened.data : null;
  const isReady = list.data !== undefined && (openId === newAnswer || answer !== null);
  return (
    <div className="grid min-h-0 min-w-0 md:grid-cols-[300px_minmax(0,1fr)] lg:grid-cols-[328px_minmax(0,1fr)_404px]">
      <AnswersList
        library={list.data ?? null}
        openId={openId}
        onOpen={goTo}
        onNew={() => goTo(newAnswer)}
        className={cn("border-e border-border", openId !== null && "max-md:hidden!")}
      />
      {isReady ? (
        <EditorPane
          key={openId}
          answer={answer}
          library={list.data ?? null}
          teams={teams}
          model={model}
          isFollowing={model.isTraining || savedAt !== null}
          onDirty={setDirty}
          onSaved={saved}
          onBack={() => goTo(null)}
          onTry={() => setTryOpen(true)}
        />
      ) : (
        <Pane className={openId === null ? "max-md:hidden!" : undefined}>
          <PaneHead />
          {openId === null ? (
            <EmptyState
              title={t("chooseTitle")}
              description={t("chooseText")}
              className="m-auto items-center! text-center"
            />
          ) : opened.error ? (
            <EmptyState
              title={errorText(opened.error.code)}
              action={<Button onClick={() => goTo(null)}>{t("backToList")}</Button>}
              className="px-6!"
            />
          ) : (
            <SkeletonRows count={8} height={44} className="pt-4" />
          )}
        </Pane>
      )}
      <Pane as="aside" tone="panel" label={t("try.title")} className="border-s border-border max-lg:hidden!">
        <PaneHead title={t("try.title")} />
        <PaneBody>{tester}</PaneBody>
      </Pane>
      <Drawer isOpen={isTryOpen} onOpenChange={setTryOpen} title={t("try.title")} width={420}>
        {tester}
      </Drawer>
      {guard.dialog}
    </div>
  );
}
