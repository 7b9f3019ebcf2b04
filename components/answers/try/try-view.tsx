"use client";

import type { Tried } from "#server/contract/library-views.ts";
import { CircleCheck, CircleHelp, UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { SectionTitle } from "#components/shell/pane.tsx";
import { formatDegree } from "#components/ui/degree.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { askerKinds, useAskerKindName } from "../asker-kinds.ts";
import type { TeamOption } from "../team-option.ts";
import { Candidates } from "./candidates.tsx";
import { CustomerGets } from "./customer-gets.tsx";
import type { TryState } from "./try-console.tsx";

const triedIcons = { good: CircleCheck, unsure: CircleHelp, none: UserRound };
const triedTones = { good: "text-success-text", unsure: "text-warning-text", none: "text-muted" };
const circumstances = ["now", "idle", "normal", "busy", "nobody"] as const;

/** Type a question, see what the library makes of it and what the customer would get at this moment. */
export function TryView(props: {
  state: TryState;
  onState(change: Partial<TryState>): void;
  /** Kept among the tried ones. */
  onEnter(): void;
  teamId: string;
  teams: readonly TeamOption[];
  askerKinds: readonly string[];
  /** Null before the first answer; `askedText` is the text it belongs to. */
  result: Tried | null;
  askedText: string;
  error: string | null;
  hasUnsaved: boolean;
  onOpen(answerId: string): void;
}) {
  const t = useTranslations("answers.try");
  const format = useFormatter();
  const { state, onState, result } = props;
  const kindName = useAskerKindName();
  const kinds = [...new Set([...askerKinds, ...props.askerKinds, state.askerKind])];
  const isAsked = state.text.trim() !== "";
  const asIfOptions = circumstances.map((value) => ({
    value,
    label:
      value === "now" && result && state.asIf === "now"
        ? t("asIf.nowSeats", { free: result.freeSeats, total: result.totalSeats })
        : t(`asIf.${value}`),
  }));
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <Textarea
          aria-label={t("question")}
          placeholder={t("placeholder")}
          value={state.text}
          maxLength={2000}
          rows={2}
          onChange={(event) => onState({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            props.onEnter();
          }}
        />
        <div className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2 gap-y-1.5 text-xs text-muted">
          <label htmlFor="try-as-if">{t("agents")}</label>
          <Select
            id="try-as-if"
            value={state.asIf}
            onChange={(event) =>
              onState({ asIf: circumstances.find((value) => value === event.target.value) ?? "now" })
            }
            options={asIfOptions}
            className="h-7!"
          />
          <label htmlFor="try-asker">{t("asker")}</label>
          <Select
            id="try-asker"
            value={state.askerKind}
            onChange={(event) => onState({ askerKind: event.target.value })}
            options={kinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
            className="h-7!"
          />
          {props.teams.length > 1 && (
            <>
              <label htmlFor="try-team">{t("asTeam")}</label>
              <Select
                id="try-team"
                value={props.teamId}
                onChange={(event) => onState({ teamId: event.target.value })}
                options={props.teams.map(({ id, name }) => ({ value: id, label: name }))}
                className="h-7!"
              />
            </>
          )}
        </div>
        {props.hasUnsaved && state.on === "draft" && <p className="mt-2 text-xs text-warning-text">{t("unsaved")}</p>}
      </div>
      {!isAsked && state.tried.length === 0 && <p className="text-sm text-muted">{t("explain")}</p>}
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
            <Candidates key={props.askedText} result={result} onOpen={props.onOpen} />
            {result.isDraftModelOld && <p className="mt-1.5 text-xs text-warning-text">{t("oldModel")}</p>}
          </section>
          <section>
            <SectionTitle className="mb-1.5">{t("gets")}</SectionTitle>
            <CustomerGets text={props.askedText} result={result} />
          </section>
        </>
      )}
      {state.tried.length > 0 && (
        <section>
          <SectionTitle className="mb-1">{t("tried")}</SectionTitle>
          <ul>
            {state.tried.map((each) => {
              const Icon = triedIcons[each.tone];
              return (
                <li key={each.text}>
                  <button
                    type="button"
                    onClick={() => onState({ text: each.text })}
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
