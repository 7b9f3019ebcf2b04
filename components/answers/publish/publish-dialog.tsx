"use client";

import { useEffect, useId, useRef, useState } from "react";
import { CircleAlert } from "lucide-react";
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
import { useWarningText } from "../data/use-warn.ts";
import { ProgressLine } from "../progress-line.tsx";
import type { TeamOption } from "../team-option.ts";
import { TRIAL_DAYS } from "./before-bar.tsx";
import { ChangesPart } from "./changes-part.tsx";
import { CollisionsPart } from "./collisions-part.tsx";
import { TrialPart } from "./trial-part.tsx";
import type { DraftsDiff } from "./use-library-diff.ts";
import type { Trial } from "./use-trial.ts";

type Part = "trial" | "changes" | "collisions";
const spans = [7, 30, 90] as const;

/** Everything one wants to know before the drafts reach customers, and the button that lets them. */
export function PublishDialog(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  diff: DraftsDiff;
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
  const warningText = useWarningText();
  const refresh = useRefreshLibrary();
  const noteId = useId();
  const publish = useAgentCommand("library:publish");
  const { diff, trial, isOpen, onOpenChange } = props;
  const [part, setPart] = useState<Part>("trial");
  const [days, setDays] = useState<number>(TRIAL_DAYS);
  const [note, setNote] = useState("");
  const [told, setTold] = useState<string | null>(null);
  const { result } = trial;
  const total = diff.counts.new + diff.counts.changed + diff.counts.removed;

  // Opening it is asking for it: the drafts are tried unless they were already.
  const mustTry = isOpen && total > 0 && diff.print !== null && !trial.isRunning && (result === null || trial.isOld);
  const askedFor = useRef<string | null>(null);
  useEffect(() => {
    if (!isOpen) {
      askedFor.current = null;
      setTold(null);
    } else if (mustTry && askedFor.current !== diff.print && !trial.isCancelled && !trial.hasFailed) {
      askedFor.current = diff.print;
      trial.start(days);
    }
  }, [isOpen, mustTry, diff.print]);

  const close = () => onOpenChange(false);
  const leaveFor = (go: () => void) => {
    close();
    go();
  };
  const send = () => {
    if (diff.print === null) return;
    setTold(null);
    publish.mutate(
      { note: note.trim(), expectedDrafts: diff.print, ids: null },
      {
        onSuccess: (answer) => {
          refresh();
          if (answer.result === "published") {
            setNote("");
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
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      size="lg"
      title={only ? t("titleOne", { title: only.title || t("untitled") }) : t("titleMany", { count: total })}
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
            { value: "changes", label: t("part.changes", { count: total }) },
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
      {(told !== null || diff.withIssues > 0) && (
        <p role="alert" className="mb-3 flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger-text">
          <CircleAlert aria-hidden className="icon mt-0.5" />
          {told ?? t("withIssues", { count: diff.withIssues })}
        </p>
      )}
      {props.hasUnsaved && (
        <p className="mb-3 flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text">
          <CircleAlert aria-hidden className="icon mt-0.5" />
          {t("unsavedOut")}
        </p>
      )}
      {diff.warnings.map((warning) => (
        <p
          key={`${warning.kind} ${warning.language}`}
          className="mb-3 flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text"
        >
          <CircleAlert aria-hidden className="icon mt-0.5" />
          {warningText(warning)}
        </p>
      ))}
      <div className="min-h-60">
        {part === "changes" ? (
          <ChangesPart
            changes={diff.changes}
            names={{ teams: new Map(props.teams.map(({ id, name }) => [id, name])), titles: diff.titles }}
            hasMore={diff.hasMore}
            isLoadingMore={diff.isLoadingMore}
            onMore={diff.loadMore}
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
