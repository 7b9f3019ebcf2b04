"use client";

import { CircleCheck, CircleHelp, UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { SectionTitle } from "#components/shell/pane.tsx";
import { formatDegree } from "#components/ui/degree.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { TeamOption } from "../team-option.ts";
import { Candidates } from "./candidates.tsx";
import { CustomerGets } from "./customer-gets.tsx";
import type { TriedBefore, TryResult } from "./try-words.ts";

const triedIcons = { good: CircleCheck, unsure: CircleHelp, none: UserRound };
const triedTones = { good: "text-success-text", unsure: "text-warning-text", none: "text-muted" };

/** Type a question, see what the library makes of it and what the customer would get at this moment. */
export function TryView(props: {
  text: string;
  onText(text: string): void;
  /** Kept among the tried ones. */
  onEnter(): void;
  teamId: string;
  onTeam(teamId: string): void;
  teams: readonly TeamOption[];
  /** Null before the first answer; `askedText` is the text it belongs to. */
  result: TryResult | null;
  askedText: string;
  error: string | null;
  hasUnsaved: boolean;
  tried: readonly TriedBefore[];
  onOpen(answerId: string): void;
}) {
  const t = useTranslations("answers.try");
  const format = useFormatter();
  const { result } = props;
  const isAsked = props.text.trim() !== "";
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <Textarea
          aria-label={t("question")}
          placeholder={t("placeholder")}
          value={props.text}
          maxLength={2000}
          rows={2}
          onChange={(event) => props.onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            props.onEnter();
          }}
        />
        {props.teams.length > 1 && (
          <label className="mt-2 flex items-center gap-2 text-xs text-muted">
            <span className="shrink-0">{t("asIf")}</span>
            <Select
              value={props.teamId}
              onChange={(event) => props.onTeam(event.target.value)}
              options={props.teams.map(({ id, name }) => ({ value: id, label: name }))}
              className="h-7! min-w-0 flex-1"
            />
          </label>
        )}
        {props.hasUnsaved && <p className="mt-2 text-xs text-warning-text">{t("unsaved")}</p>}
      </div>
      {!isAsked && props.tried.length === 0 && <p className="text-sm text-muted">{t("explain")}</p>}
      {props.error && (
        <p role="alert" className="text-sm text-danger-text">
          {props.error}
        </p>
      )}
      {isAsked && !props.error && result === null && (
        <div className="flex flex-col gap-2">
          <Skeleton className="h-11 rounded-md" />
          <Skeleton className="h-11 rounded-md" />
        </div>
      )}
      {isAsked && result && (
        <>
          <section>
            <SectionTitle
              end={
                <span className="font-normal text-subtle">
                  {t("took", { ms: format.number(result.tookMs, { maximumFractionDigits: 1 }) })}
                </span>
              }
              className="mb-1.5"
            >
              {t("candidates")}
            </SectionTitle>
            <Candidates result={result} onOpen={props.onOpen} />
          </section>
          <section>
            <SectionTitle className="mb-1.5">{t("gets")}</SectionTitle>
            <CustomerGets text={props.askedText} result={result} />
          </section>
        </>
      )}
      {props.tried.length > 0 && (
        <section>
          <SectionTitle className="mb-1">{t("tried")}</SectionTitle>
          <ul>
            {props.tried.map((each) => {
              const Icon = triedIcons[each.tone];
              return (
                <li key={each.text}>
                  <button
                    type="button"
                    onClick={() => props.onText(each.text)}
                    className="grid w-full grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-2 rounded-xs text-start leading-[26px] text-muted hover:text-foreground"
                  >
                    <Icon aria-hidden className={`icon ${triedTones[each.tone]}`} />
                    <span className="truncate">{each.text}</span>
                    <span>
                      {formatDegree(each.degree)}
                      {each.tone !== "good" && (
                        <span className="max-sm:hidden">
                          {t("comma")}
                          {t(`triedAs.${each.key}`)}
                        </span>
                      )}
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}
