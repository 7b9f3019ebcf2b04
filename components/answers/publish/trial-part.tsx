"use client";

import type { TrialResult, TrialRow } from "#server/contract/library-job-views.ts";
import { Fragment, useState } from "react";
import { ArrowRight, ChevronDown, FlaskConical, PenLine } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { formatDegree } from "#components/ui/degree.tsx";
import { SumTab } from "./delta.tsx";

const kinds = ["same", "newly", "different", "lost"] as const;
type Kind = (typeof kinds)[number];
const tones = { same: "plain", newly: "good", different: "mid", lost: "bad" } as const;
const bars = { same: "bg-degree-track", newly: "bg-success", different: "bg-warning", lost: "bg-danger" };

/** What the drafts would have changed on past questions: four sums to choose from, and the questions behind them. */
export function TrialPart(props: { result: TrialResult; onTry(text: string): void; onOpen(answerId: string): void }) {
  const t = useTranslations("answers.publish");
  const format = useFormatter();
  const { result } = props;
  const { counts } = result;
  const [chosen, choose] = useState<Kind | null>(null);
  const [openRow, setOpenRow] = useState<string | null>(null);
  const kind: Kind = chosen ?? (["different", "lost", "newly"] as const).find((one) => counts[one] > 0) ?? "same";
  const rows = result.rows.filter((row) => row.change === kind);
  const sign = { same: "", newly: "+", different: "", lost: "−" };
  return (
    <div className="flex flex-col gap-3">
      <div role="group" aria-label={t("sums")} className="grid grid-cols-4 gap-2 max-sm:grid-cols-2">
        {kinds.map((one) => (
          <SumTab
            key={one}
            value={counts[one] === 0 ? "0" : `${sign[one]}${format.number(counts[one])}`}
            label={t(`sum.${one}`)}
            tone={counts[one] === 0 ? "plain" : tones[one]}
            isChosen={one === kind}
            onChoose={() => {
              choose(one);
              setOpenRow(null);
            }}
          />
        ))}
      </div>
      <div aria-hidden className="flex h-1.5 gap-0.5">
        {kinds.map(
          (one) =>
            counts[one] > 0 && (
              <i key={one} className={cn("min-w-1 rounded-[2px]", bars[one])} style={{ flexGrow: counts[one] }} />
            ),
        )}
      </div>
      {rows.length === 0 ? (
        <p className="py-3 text-muted">{t(kind === "same" ? "noneMoved" : "noneOfKind")}</p>
      ) : (
        <div className="-mx-6 max-h-[42vh] overflow-y-auto border-y border-border">
          <table aria-label={t(`sum.${kind}`)} className="w-full table-fixed border-collapse">
            <thead className="sticky top-0 z-1 bg-overlay text-xs text-subtle max-sm:sr-only">
              <tr className="h-7 text-start shadow-[inset_0_-1px_0_var(--color-border)] [&>th]:px-2 [&>th]:text-start [&>th]:font-normal">
                <th scope="col" className="w-[33%] ps-6!">
                  {t("question")}
                </th>
                <th scope="col">{t("published")}</th>
                <th scope="col" className="w-8">
                  <span className="sr-only">{t("becomes")}</span>
                </th>
                <th scope="col">{t("draft")}</th>
                <th scope="col" className="w-36 pe-6! text-end! whitespace-nowrap">
                  {t("byFeedback")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Fragment key={row.text}>
                  <Row
                    row={row}
                    isOpen={openRow === row.text}
                    onToggle={() => setOpenRow(openRow === row.text ? null : row.text)}
                  />
                  {openRow === row.text && (
                    <tr className="border-t border-border bg-sunken">
                      <td colSpan={5} className="px-6 py-3">
                        <Detail row={row} onTry={props.onTry} onOpen={props.onOpen} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

const verdicts: Record<TrialRow["verdict"], BadgeTone> = { better: "success", worse: "danger", unknown: "neutral" };

function Row({ row, isOpen, onToggle }: { row: TrialRow; isOpen: boolean; onToggle(): void }) {
  const t = useTranslations("answers.publish");
  const format = useFormatter();
  return (
    <tr
      className={cn(
        "border-t border-border first:border-0 hover:bg-hover max-sm:grid max-sm:grid-cols-[1fr_auto_1fr] max-sm:px-4 max-sm:py-2",
        "[&>td]:px-2 [&>td]:py-1 [&>td]:align-middle [&>td]:leading-[18px] max-sm:[&>td]:px-0!",
      )}
    >
      <td className="ps-6! max-sm:col-span-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex w-full items-start gap-1 text-start"
        >
          <ChevronDown
            aria-hidden
            className={cn("icon-xs mt-[3px] text-subtle transition-transform", !isOpen && "-rotate-90")}
          />
          <span className="min-w-0">
            <span className={cn("block", !isOpen && "truncate")}>{t("quoted", { q: row.text })}</span>
            <span className="text-xs text-subtle">{t("askedTimes", { count: format.number(row.count) })}</span>
          </span>
        </button>
      </td>
      <td className="text-muted max-sm:row-start-2">
        <Said said={row.published} />
      </td>
      <td className="max-sm:row-start-2 max-sm:px-2!">
        <ArrowRight aria-hidden className="icon-sm text-subtle rtl:-scale-x-100" />
      </td>
      <td className="max-sm:row-start-2">
        <Said said={row.draft} isStrong />
      </td>
      <td className="pe-6! text-end max-sm:col-start-3 max-sm:row-start-1">
        <Badge tone={verdicts[row.verdict]}>{t(`verdict.${row.verdict}`)}</Badge>
      </td>
    </tr>
  );
}

function Said({ said, isStrong }: { said: TrialRow["draft"]; isStrong?: boolean }) {
  const t = useTranslations("answers.publish");
  const words =
    said.say === "answer" || said.say === "picture" ? (said.title ?? t("say.answer")) : t(`say.${said.say}`);
  return (
    <>
      <span title={words} className={cn("block truncate", isStrong && "font-medium")}>
        {words}
      </span>
      <span className="text-xs text-subtle">
        {formatDegree(said.degree)}
        {said.isPersonOffered && `, ${t("personOffered")}`}
      </span>
    </>
  );
}

function Detail(props: { row: TrialRow; onTry(text: string): void; onOpen(answerId: string): void }) {
  const t = useTranslations("answers.publish");
  const { row } = props;
  const entry = row.draft.answerId ?? row.published.answerId;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="min-w-0 flex-1 basis-60 text-muted">{t(`why.${row.why}`)}</p>
      <Button size="sm" icon={<FlaskConical aria-hidden className="icon-sm" />} onClick={() => props.onTry(row.text)}>
        {t("tryIt")}
      </Button>
      {entry && (
        <Button size="sm" icon={<PenLine aria-hidden className="icon-sm" />} onClick={() => props.onOpen(entry)}>
          {t("openEntry")}
        </Button>
      )}
    </div>
  );
}
