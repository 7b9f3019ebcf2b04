"use client";

import { useEffect, useId, useRef, useState } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";
import { ProgressLine } from "../progress-line.tsx";
import type { TeamOption } from "../team-option.ts";
import { TRIAL_DAYS } from "./before-bar.tsx";
import { ChangesPart } from "./changes-part.tsx";
import { CollisionsPart } from "./collisions-part.tsx";
import { type DraftChoice, isChosen, toggled } from "./draft-choice.ts";
import { PublishNotices } from "./publish-notices.tsx";
import { TrialPart } from "./trial-part.tsx";
import type { DraftsDiff } from "./use-library-diff.ts";
import type { Trial } from "./use-trial.ts";

type Part = "trial" | "changes" | "collisions";
const spans = [7, 30, 90] as const;

/** Everything one wants to know before the drafts reach customers, and the button that lets them. */
export function PublishDialog(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  /** Of all drafts, and of the chosen ones. */
  drafts: DraftsDiff;
  diff: DraftsDiff;
  choice: DraftChoice;
  onChoice(choice: DraftChoice): void;
  trial: Trial;
  teams: readonly TeamOption[];
  /** Words in the open editor that are in no draft yet. */
  hasUnsaved: boolean;
  onTry(text: string): void;
  onOpen(answerId: string): void;
}) {
  const t = useTranslations("answers.publish");
  const format = useFormatter();
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const noteId = useId();
  const publish = useAgentCommand("library:publish");
  const { drafts, diff, choice, trial, isOpen, onOpenChange } = props;
  const [part, setPart] = useState<Part>("trial");
  const [days, setDays] = useState<number>(TRIAL_DAYS);
  const [note, setNote] = useState("");
  const [told, setTold] = useState<string | null>(null);
  const { result } = trial;
  const total = sumOf(diff);
  const all = sumOf(drafts);

  // Opening it is asking for it: the drafts are tried unless they were already. Another choice is tried when that is asked for.
  const mustTry = isOpen && total > 0 && diff.print !== null && !trial.isRunning && (result === null || trial.isOld);
  const hasTried = useRef(false);
  useEffect(() => {
    if (!isOpen) {
      hasTried.current = false;
      setTold(null);
    } else if (mustTry && !hasTried.current) {
      hasTried.current = true;
      trial.start(days);
    }
  }, [isOpen, mustTry]);

  const close = () => onOpenChange(false);
  const leaveFor = (go: () => void) => {
    close();
    go();
  };
  const send = () => {
    if (diff.print === null) return;
    setTold(null);
    publish.mutate(
      { note: note.trim(), expectedDrafts: diff.print, ids: choice },
      {
        onSuccess: (answer) => {
          refresh();
          if (answer.result === "published") {
            setNote("");
            props.onChoice(null);
            close();
            toast.success(t("done", { version: answer.version, count: answer.changeCount }));
          } else if (answer.result === "empty") close();
          else {
            setPart("changes");
            setTold(
              answer.result === "incomplete"
                ? t("incomplete")
                : t("stale", { name: answer.editedBy?.name ?? t("somebody") }),
            );
          }
        },
        onError: (error) => setTold(errorText(error.code)),
      },
    );
  };
  const only = total === 1 ? diff.changes?.[0] : undefined;
  const chosenViews = new Map(diff.changes?.map((change) => [change.answerId, change]));
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      size="lg"
      title={
        only
          ? t("titleOne", { title: only.title || t("untitled") })
          : choice === null
            ? t("titleMany", { count: total })
            : t("titleChosen", { count: total, all })
      }
      description={
        result !== null && !trial.isOld
          ? t("triedText", { count: result.asked, days: result.days })
          : t("untriedText", { days })
      }
      footer={
        <div className="flex w-full flex-wrap items-center gap-2">
          <label htmlFor={noteId} className="sr-only">
            {t("note")}
          </label>
          <Input
            id={noteId}
            value={note}
            maxLength={500}
            placeholder={t("note")}
            onChange={(event) => setNote(event.target.value)}
            className="flex-1 basis-48 max-sm:basis-full"
          />
          <Button onClick={close} className="max-sm:ms-auto">
            {t("keepEditing")}
          </Button>
          <Button
            variant="primary"
            isBusy={publish.isPending}
            aria-disabled={diff.print === null || total === 0 || diff.withIssues > 0 || undefined}
            onClick={send}
          >
            {t("publishAs", { version: diff.version + 1 })}
          </Button>
        </div>
      }
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Segments
          label={t("parts")}
          value={part}
          onChange={setPart}
          options={[
            { value: "trial", label: t("part.trial") },
            { value: "changes", label: t("part.changes", { count: all }) },
            { value: "collisions", label: t("part.collisions", { count: result?.collisions.length ?? 0 }) },
          ]}
        />
        {part === "trial" && (
          <span className="ms-auto flex items-center gap-2">
            <Select
              aria-label={t("span")}
              value={String(days)}
              onChange={(event) => setDays(Number(event.target.value))}
              options={spans.map((count) => ({ value: String(count), label: t("lastDays", { count }) }))}
              className="h-7! w-36"
            />
            <Button
              size="sm"
              aria-disabled={trial.isRunning || total === 0 || undefined}
              onClick={() => trial.start(days)}
            >
              {t("tryAgain")}
            </Button>
          </span>
        )}
      </div>
      <PublishNotices told={told} withIssues={diff.withIssues} hasUnsaved={props.hasUnsaved} warnings={diff.warnings} />
      {part === "trial" && result !== null && !trial.isRunning && (trial.isCancelled || trial.hasFailed) && (
        <p role="status" className="mb-2 text-muted">
          {t(trial.hasFailed ? "failed" : "cancelled")}
        </p>
      )}
      {part === "trial" && trial.isOld && !trial.isRunning && (
        <p className="mb-3 text-warning-text">{t(total === 0 ? "noneChosen" : "oldTrial")}</p>
      )}
      <div className="min-h-60">
        {part === "changes" ? (
          <ChangesPart
            // What an entry lacks depends on what goes with it.
            changes={drafts.changes?.map((change) => chosenViews.get(change.answerId) ?? change) ?? null}
            names={{ teams: new Map(props.teams.map(({ id, name }) => [id, name])), titles: drafts.titles }}
            hasMore={drafts.hasMore}
            isLoadingMore={drafts.isLoadingMore}
            onMore={drafts.loadMore}
            choice={{
              isChosen: (id) => isChosen(choice, id),
              toggle: (id) => props.onChoice(toggled(choice, id)),
              all: choice === null ? true : total === 0 && diff.changes !== null ? false : null,
              toggleAll: (isAll) => props.onChoice(isAll ? null : []),
              words: t("chosen", { count: total, all }),
            }}
            onOpen={(id) => leaveFor(() => props.onOpen(id))}
          />
        ) : trial.isRunning ? (
          <div className="grid min-h-60 content-center gap-2">
            <ProgressLine label={t("trying")} share={trial.share} onCancel={trial.cancel} />
            <p className="text-xs text-subtle">{t("tryingText")}</p>
          </div>
        ) : result === null ? (
          <p className="py-3 text-muted">
            {t(trial.hasFailed ? "failed" : trial.isCancelled ? "cancelled" : "notTried")}
          </p>
        ) : part === "collisions" ? (
          <CollisionsPart collisions={result.collisions} onOpen={(id) => leaveFor(() => props.onOpen(id))} />
        ) : result.asked === 0 ? (
          <p className="py-3 text-muted">{t("nothingAsked", { days: result.days })}</p>
        ) : (
          <>
            <TrialPart
              key={result.print}
              result={result}
              onTry={(text) => leaveFor(() => props.onTry(text))}
              onOpen={(id) => leaveFor(() => props.onOpen(id))}
            />
            {result.found > result.asked && (
              <p className="mt-2 text-xs text-subtle">
                {t("newestOnly", { asked: format.number(result.asked), found: format.number(result.found) })}
              </p>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

const sumOf = ({ counts }: DraftsDiff): number => counts.new + counts.changed + counts.removed;
