"use client";

import type { ReplayJobView, ReplayResult } from "#server/contract/replay-commands.ts";
import { useTranslations } from "next-intl";

/** Why a replay came to nothing. */
export function JobFaults({ faults, labelOf }: { faults: ReplayJobView["faults"]; labelOf(path: string): string }) {
  const t = useTranslations("routing.replay");
  const reason = (code: string) => (t.has(`fault.${code}` as "fault.internal") ? (code as "internal") : "internal");
  return (
    <ul role="alert" className="flex flex-col gap-1 text-sm text-danger-text">
      {faults.map(({ path, message }) => (
        <li key={`${path} ${message}`}>{t(`fault.${reason(message)}`, { rule: path === "" ? "" : labelOf(path) })}</li>
      ))}
    </ul>
  );
}

/** How far the figures can be trusted. */
export function Trust({ result }: { result: ReplayResult }) {
  const t = useTranslations("routing.replay");
  const { replay, movedByHand, tookMs } = result;
  return (
    <div className="flex flex-col gap-1 text-xs text-subtle">
      <p>{t("model")}</p>
      <p className={replay.differing > 0 && replay.otherRules === 0 ? "text-warning-text" : undefined}>
        {replay.differing === 0
          ? t("exact", { count: replay.assignments })
          : t("differing", { count: replay.differing, all: replay.assignments, old: replay.otherRules })}
      </p>
      {movedByHand > 0 && <p>{t("byHand", { count: movedByHand })}</p>}
      <p>{t("took", { seconds: Math.max(0.1, Math.round(tookMs / 100) / 10) })}</p>
    </div>
  );
}
