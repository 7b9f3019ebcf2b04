"use client";

import type { ConversationId, DecisionEntry } from "#server/contract/index.ts";
import { useState } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ComparedTable } from "./compared-table.tsx";
import { DecisionBody } from "./decision-body.tsx";
import { toldOfEntry } from "./told.ts";

/** Every decision about a conversation, oldest first; supervisors can have the whole team of each computed again. */
export function DecisionTimeline(props: { conversationId: ConversationId; mayAskAll: boolean }) {
  const t = useTranslations("decision");
  const errorText = useErrorText();
  const { data, error } = useAgentQuery("decision:list", { conversationId: props.conversationId }, { staleMs: 0 });
  if (error) return <EmptyState title={errorText(error.code)} />;
  if (!data) return <SkeletonRows count={4} height={72} className="pt-2" />;
  if (data.decisions.length === 0) return <EmptyState title={t("noneTitle")} description={t("noneText")} />;
  return (
    <ol aria-label={t("title")} className="px-4 py-1">
      {data.decisions.map((entry) => (
        <Entry key={`${entry.journalSeq} ${entry.position}`} entry={entry} mayAskAll={props.mayAskAll} />
      ))}
    </ol>
  );
}

function Entry({ entry, mayAskAll }: { entry: DecisionEntry; mayAskAll: boolean }) {
  const t = useTranslations("decision");
  const format = useFormatter();
  const [isWhole, setWhole] = useState(false);
  const told = toldOfEntry(entry);
  const name = told.chosen ? (told.chosen.name ?? t("somebody")) : "";
  return (
    <li className="border-b border-border py-3 last:border-b-0">
      <h3 className="flex items-baseline gap-2 text-sm font-semibold">
        <span className="min-w-0 flex-1">{t(`about.${told.about}`, { name })}</span>
        {told.teamName && <span className="truncate text-xs font-normal text-subtle">{told.teamName}</span>}
        <time dateTime={new Date(told.at).toISOString()} className="text-xs font-normal text-subtle tabular-nums">
          {format.dateTime(told.at, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" })}
        </time>
      </h3>
      <DecisionBody told={told} />
      {mayAskAll && entry.chosen !== null && !isWhole && (
        <Button size="sm" variant="ghost" className="-ms-2 mt-1" onClick={() => setWhole(true)}>
          {t("everybody")}
        </Button>
      )}
      {isWhole && <Everybody entry={entry} />}
    </li>
  );
}

/** The whole team at that moment, recomputed from the journal. */
function Everybody({ entry }: { entry: DecisionEntry }) {
  const t = useTranslations("decision");
  const errorText = useErrorText();
  const { journalSeq, position } = entry;
  const { data, error } = useAgentQuery("decision:full", { journalSeq, position }, { staleMs: Infinity });
  if (error)
    return (
      <p role="status" className="pt-2 text-xs text-danger-text">
        {errorText(error.code)}
      </p>
    );
  if (!data) return <SkeletonRows count={3} height={24} className="px-0! pt-2" />;
  return (
    <div className="pt-2 text-muted">
      <p className="pb-1 text-xs font-medium">{t("everybodyTitle")}</p>
      <ComparedTable
        at={entry.at}
        label={t("everybodyTitle")}
        rows={data.members.map((member) => ({ ...member, standing: member.code }))}
      />
    </div>
  );
}
