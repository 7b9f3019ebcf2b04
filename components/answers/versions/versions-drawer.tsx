"use client";

import type { LibraryVersionView } from "#server/contract/library-views.ts";
import { useState } from "react";
import { ChevronDown, RotateCcw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";
import { ChangesPart } from "../publish/changes-part.tsx";
import { useLibraryDiff } from "../publish/use-library-diff.ts";
import type { TeamOption } from "../team-option.ts";

const PAGE = 30;

/** Every version that was published, newest first: what it changed, and the way back to it. */
export function VersionsDrawer(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  teams: readonly TeamOption[];
}) {
  const t = useTranslations("answers.versions");
  return (
    <Drawer isOpen={props.isOpen} onOpenChange={props.onOpenChange} title={t("title")} width={520}>
      {props.isOpen && <Versions {...props} />}
    </Drawer>
  );
}

function Versions(props: { onOpenChange(isOpen: boolean): void; teams: readonly TeamOption[] }) {
  const t = useTranslations("answers.versions");
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const [limit, setLimit] = useState(PAGE);
  const [openNumber, setOpenNumber] = useState<number | null>(null);
  const [backTo, setBackTo] = useState<number | null>(null);
  const list = useAgentQuery("library:versions", { before: null, limit: Math.min(100, limit) }, { keepPrevious: true });
  const rollback = useAgentCommand("library:rollback");
  if (list.data === undefined)
    return list.error ? (
      <EmptyState
        title={errorText(list.error.code)}
        action={<Button onClick={() => void list.refetch()}>{t("tryAgain")}</Button>}
      />
    ) : (
      <SkeletonRows count={6} height={56} />
    );
  const { versions, version } = list.data;
  if (versions.length === 0) return <EmptyState title={t("emptyTitle")} description={t("emptyText")} />;
  const oldest = list.data.hasMore ? null : (versions.at(-1)?.number ?? 1) - 1;
  const goBack = () => {
    if (backTo === null) return;
    rollback.mutate(
      { to: backTo, expectedVersion: version },
      {
        onSuccess: (answer) => {
          setBackTo(null);
          refresh();
          if (answer.result === "published")
            toast.success(t("done", { to: backTo, version: answer.version, count: answer.changeCount }));
          else toast.message(t(answer.result === "stale" ? "stale" : "same"));
        },
        onError: (error) => toast.error(errorText(error.code)),
      },
    );
  };
  return (
    <>
      <ol className="flex flex-col">
        {versions.map((one) => (
          <Version
            key={one.number}
            version={one}
            isCurrent={one.number === version}
            isOpen={openNumber === one.number}
            teams={props.teams}
            onToggle={() => setOpenNumber(openNumber === one.number ? null : one.number)}
            onBack={() => setBackTo(one.number)}
          />
        ))}
      </ol>
      <div className="flex gap-2 p-4">
        {list.data.hasMore && limit < 100 && (
          <Button size="sm" isBusy={list.isFetching} onClick={() => setLimit(limit + PAGE)}>
            {t("more")}
          </Button>
        )}
        {oldest !== null && oldest >= 0 && (
          <Button
            size="sm"
            variant="ghost"
            icon={<RotateCcw aria-hidden className="icon-sm" />}
            onClick={() => setBackTo(oldest)}
          >
            {t("backToStart")}
          </Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={backTo !== null}
        onOpenChange={(isOpen) => !isOpen && setBackTo(null)}
        title={backTo === oldest ? t("backToStartTitle") : t("backTitle", { version: backTo ?? 0 })}
        description={t("backText", { count: version - (backTo ?? 0), next: version + 1 })}
        confirmLabel={t("backConfirm")}
        isBusy={rollback.isPending}
        onConfirm={goBack}
      />
    </>
  );
}

function Version(props: {
  version: LibraryVersionView;
  isCurrent: boolean;
  isOpen: boolean;
  teams: readonly TeamOption[];
  onToggle(): void;
  onBack(): void;
}) {
  const t = useTranslations("answers.versions");
  const format = useFormatter();
  const { version } = props;
  return (
    <li className="border-b border-border">
      <div className="flex items-start gap-2 py-2.5 ps-2 pe-4 hover:bg-hover">
        <button
          type="button"
          aria-expanded={props.isOpen}
          onClick={props.onToggle}
          className="flex min-w-0 flex-1 items-start gap-2 rounded-xs text-start"
        >
          <ChevronDown
            aria-hidden
            className={cn("icon-sm mt-1 shrink-0 text-subtle transition-transform", !props.isOpen && "-rotate-90")}
          />
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2">
              <span className="font-semibold">{t("number", { number: version.number })}</span>
              {props.isCurrent && <Badge tone="success">{t("current")}</Badge>}
              {version.rolledBackTo !== null && (
                <Badge icon={<RotateCcw aria-hidden className="icon-xs" />}>
                  {t("rolledBack", { number: version.rolledBackTo })}
                </Badge>
              )}
              <span className="ms-auto shrink-0 text-xs text-subtle">
                {t("changes", { count: version.changeCount })}
              </span>
            </span>
            <span className="block text-xs text-subtle">
              {t("by", {
                name: version.byName,
                time: format.dateTime(version.publishedAt, {
                  day: "numeric",
                  month: "short",
                  year: "numeric",
                  hour: "2-digit",
                  minute: "2-digit",
                  hourCycle: "h23",
                }),
              })}
            </span>
            {version.note !== "" && <span className="mt-0.5 block wrap-anywhere">{version.note}</span>}
          </span>
        </button>
        {!props.isCurrent && (
          <Button size="sm" onClick={props.onBack} className="mt-0.5">
            {t("back")}
          </Button>
        )}
      </div>
      {props.isOpen && <VersionChanges number={version.number} teams={props.teams} />}
    </li>
  );
}

function VersionChanges({ number, teams }: { number: number; teams: readonly TeamOption[] }) {
  const diff = useLibraryDiff(number);
  return (
    <div className="border-t border-border bg-panel px-4 py-1">
      <ChangesPart
        changes={diff.changes}
        names={{ teams: new Map(teams.map(({ id, name }) => [id, name])), titles: diff.titles }}
        hasMore={diff.hasMore}
        isLoadingMore={diff.isLoadingMore}
        onMore={diff.loadMore}
      />
    </div>
  );
}
