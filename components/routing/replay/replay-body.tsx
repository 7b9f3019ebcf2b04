"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { useMemo, useState } from "react";
import { Play, Square } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { isSame } from "../draft/paths.ts";
import { SHOP } from "../draft/routing-draft.ts";
import type { RoutingWork } from "../draft/use-routing-work.ts";
import { changesOf } from "./changes-of.ts";
import { FiguresTable } from "./figures-table.tsx";
import { JobFaults, Trust } from "./job-notes.tsx";
import { asItWas, staffingChanges } from "./staffing.ts";
import { StaffingFields } from "./staffing-fields.tsx";
import { useChangeWords } from "./use-change-words.ts";
import { useReplay } from "./use-replay.ts";

/** A recorded day run again with what is written here, beside what really happened. */
export function ReplayBody({ view, work }: { view: RoutingView; work: RoutingWork }) {
  const t = useTranslations("routing.replay");
  const errorText = useErrorText();
  const format = useFormatter();
  const words = useChangeWords(view);
  const timeZone =
    view.teams.find(({ id, timetable }) => id === work.target && timetable !== null)?.timetable?.timeZone ??
    Intl.DateTimeFormat().resolvedOptions().timeZone;
  const replay = useReplay(timeZone);
  const [staffing, setStaffing] = useState(asItWas);
  const [chosen, setChosen] = useState<string | null>(null);
  const { changes: ofRules, leftOut } = useMemo(() => changesOf(work.drafts, work.saved), [work.drafts, work.saved]);
  const changes = [...ofRules, ...staffingChanges(staffing, view.teams)];
  const { days, job, isRunning } = replay;
  const ready = days?.filter(({ state }) => state === "ready") ?? [];
  const day = ready.find((each) => each.day === chosen)?.day ?? ready[0]?.day ?? null;
  const result = job?.result ?? null;
  const isStale = result !== null && (result.day !== day || !isSame(result.changes, changes));
  const dayName = (each: string) =>
    format.dateTime(Date.parse(`${each}T12:00:00Z`), {
      weekday: "short",
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="text-sm text-muted">{t("text")}</p>
      {days !== null && ready.length === 0 ? (
        <p className="text-sm text-muted">{t("noDays")}</p>
      ) : (
        <>
          <Field label={t("day")} error={replay.daysError === null ? undefined : errorText(replay.daysError)}>
            <Select
              value={day ?? ""}
              onChange={(event) => setChosen(event.target.value)}
              options={(days ?? []).map((each) => ({
                value: each.day,
                label: t(each.state === "ready" ? "dayOption" : "dayGone", {
                  day: dayName(each.day),
                  events: each.events,
                }),
                isDisabled: each.state !== "ready",
              }))}
            />
          </Field>
          <div>
            <p className="text-xs font-medium text-muted">{t("tried")}</p>
            {changes.length === 0 ? (
              <p className="mt-1 text-sm text-muted">{t("nothing")}</p>
            ) : (
              <ul className="mt-1 flex flex-col gap-1 text-sm">
                {changes.map((change) => (
                  <li key={change.path.join(".")} className="border-s-2 border-accent-border ps-2">
                    {words.line(change)}
                  </li>
                ))}
              </ul>
            )}
            {leftOut.length > 0 && (
              <p className="mt-1 text-xs text-warning-text">
                {t("leftOut", { rules: leftOut.map(words.labelOf).join(t("comma")) })}
              </p>
            )}
          </div>
          <StaffingFields
            teams={view.teams.filter(({ id }) => work.target === SHOP || id === work.target)}
            staffing={staffing}
            onChange={setStaffing}
          />
          {isRunning ? (
            <div className="flex items-center gap-3">
              <progress
                aria-label={t("running")}
                value={job?.state === "running" ? job.share : undefined}
                max={1}
                className="h-1.5 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
              />
              <Button size="sm" icon={<Square aria-hidden className="icon-sm" />} onClick={replay.cancel}>
                {t("cancel")}
              </Button>
            </div>
          ) : (
            <Button
              variant="primary"
              icon={<Play aria-hidden className="icon" />}
              aria-disabled={day === null || undefined}
              onClick={() => day !== null && replay.start(day, changes)}
              className="self-start"
            >
              {t("run")}
            </Button>
          )}
          {replay.error !== null && (
            <p role="alert" className="text-sm text-danger-text">
              {errorText(replay.error)}
            </p>
          )}
          {job?.state === "failed" && <JobFaults faults={job.faults} labelOf={(path) => words.fault(path).label} />}
        </>
      )}
      {result && (
        <section aria-label={t("result")} className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{dayName(result.day)}</h3>
          {isStale && <p className="text-xs text-warning-text">{t("stale")}</p>}
          <div className="-mx-4">
            <FiguresTable result={result} />
          </div>
          <Trust result={result} />
        </section>
      )}
    </div>
  );
}
