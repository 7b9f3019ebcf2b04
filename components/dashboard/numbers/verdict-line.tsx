"use client";

import { CircleCheck, Eye, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { formatClock } from "#components/ui/format-clock.ts";
import type { Finding, Verdict } from "./verdict.ts";

const looks = {
  good: { Icon: CircleCheck, className: "border-success-border bg-success-soft text-success-text" },
  warning: { Icon: Eye, className: "border-warning-border bg-warning-soft text-warning-text" },
  danger: { Icon: TriangleAlert, className: "border-danger-border bg-danger-soft text-danger-text" },
};

/** Is anything wrong, and where? One line; each finding leads to what it means. What is only to be watched waits behind what is wrong. */
export function VerdictLine({
  verdict,
  onFinding,
  boundMs,
}: {
  verdict: Verdict;
  onFinding(finding: Finding | null): void;
  boundMs: number;
}) {
  const t = useTranslations("dashboard.verdict");
  const { Icon, className } = looks[verdict.tone];
  const title =
    verdict.tone === "danger"
      ? t("danger", { count: verdict.wrong })
      : verdict.tone === "warning"
        ? t("warning", { count: verdict.findings.length })
        : t("good");
  const shown = verdict.findings.filter(({ tone }) => tone === verdict.tone);
  const rest = verdict.findings.length - shown.length;
  return (
    <div
      className={cn(
        "flex min-h-11 shrink-0 flex-wrap items-center gap-x-5 gap-y-1 border-b px-5 py-2 max-md:px-4 lg:h-11 lg:flex-nowrap lg:overflow-hidden lg:py-0",
        className,
      )}
    >
      {/* Only the verdict is read out when it changes: its figures tick every second. */}
      <p role="status" className="inline-flex shrink-0 items-center gap-2 text-lg font-semibold tracking-[-0.01em]">
        <Icon aria-hidden className="icon" />
        {title}
      </p>
      {verdict.findings.length === 0 && <span className="text-base max-md:hidden">{t("goodText")}</span>}
      {shown.map((finding) => (
        <button
          key={keyOf(finding)}
          type="button"
          onClick={() => onFinding(finding)}
          className="truncate text-start text-base underline max-lg:whitespace-normal decoration-current/40 underline-offset-3 -outline-offset-2 hover:decoration-current"
        >
          <FindingText finding={finding} boundMs={boundMs} />
        </button>
      ))}
      {rest > 0 && (
        <button
          type="button"
          onClick={() => onFinding(null)}
          className="shrink-0 text-sm -outline-offset-2 hover:underline lg:ms-auto"
        >
          {t("rest", { count: rest })}
        </button>
      )}
    </div>
  );
}

function keyOf(finding: Finding): string {
  return "teamId" in finding
    ? `${finding.kind} ${finding.teamId}`
    : finding.kind === "lost"
      ? `lost ${finding.agent.id}`
      : finding.kind;
}

function FindingText({ finding, boundMs }: { finding: Finding; boundMs: number }) {
  const t = useTranslations("dashboard.verdict");
  switch (finding.kind) {
    case "nobody":
    case "full":
      return t(finding.kind, { team: finding.team, count: finding.waiting });
    case "wait":
      return t("wait", {
        team: finding.team,
        count: finding.waiting,
        longest: formatClock(finding.longestMs),
        bound: formatClock(boundMs),
      });
    case "owed":
      return t("owed", { count: finding.count, longest: formatClock(finding.longestMs) });
    case "empty":
      return t("empty");
    case "lost":
      return t("lost", { name: finding.agent.name, count: finding.load });
  }
}
