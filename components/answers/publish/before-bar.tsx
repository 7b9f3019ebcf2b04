"use client";

import { ChevronRight } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ProgressLine } from "../progress-line.tsx";
import { Delta } from "./delta.tsx";
import type { Trial } from "./use-trial.ts";

export const TRIAL_DAYS = 30;

/** The 56 px bar under the editor while there are drafts: what they would have changed for customers. */
export function BeforeBar(props: { trial: Trial; draftCount: number; onSeeAll(): void }) {
  const t = useTranslations("answers.publish");
  const format = useFormatter();
  const { trial, draftCount } = props;
  if (draftCount === 0) return null;
  const { result } = trial;
  const signed = (value: number, sign: string) => (value === 0 ? "0" : `${sign}${format.number(value)}`);
  return (
    <footer
      aria-label={t("bar")}
      className="flex min-h-14 shrink-0 items-center gap-4 border-t border-border bg-panel ps-6 pe-3 max-md:ps-4"
    >
      {trial.isRunning ? (
        <ProgressLine label={t("trying")} share={trial.share} onCancel={trial.cancel} className="flex-1" />
      ) : (
        <>
          <div className="min-w-0 flex-1 leading-[18px]">
            <p className="truncate font-medium">{t("bar")}</p>
            <p className="truncate text-xs text-subtle">
              {result === null
                ? t("drafts", { count: draftCount })
                : trial.isOld
                  ? t("triedOld")
                  : t("triedOn", { count: result.asked })}
            </p>
          </div>
          {result !== null && !trial.isOld && result.asked > 0 && (
            <div className="flex gap-4 max-md:hidden">
              <Delta value={format.number(result.counts.same)} label={t("sameShort")} />
              <Delta
                value={signed(result.counts.newly, "+")}
                label={t("newlyShort")}
                tone={result.counts.newly > 0 ? "good" : "plain"}
              />
              <Delta value={format.number(result.counts.different)} label={t("differentShort")} />
              <Delta
                value={signed(result.counts.lost, "−")}
                label={t("lostShort")}
                tone={result.counts.lost > 0 ? "bad" : "plain"}
              />
            </div>
          )}
          {result === null || trial.isOld ? (
            <Button onClick={() => trial.start(TRIAL_DAYS)}>{t("tryNow")}</Button>
          ) : null}
          <Button onClick={props.onSeeAll}>
            {t("seeAll")}
            <ChevronRight aria-hidden className="icon-sm" />
          </Button>
        </>
      )}
    </footer>
  );
}
