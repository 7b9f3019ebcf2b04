"use client";

import type { ConversationView, CustomerView, Item, RequestView } from "#server/contract/index.ts";
import { useMemo } from "react";
import { useTranslations } from "next-intl";
import { ContextSection } from "./context-section.tsx";
import { CustomerFacts } from "./customer-facts.tsx";
import { decisionOf } from "./decision-of.ts";
import { reasonsOf } from "./decision-words.ts";
import { EarlierSection } from "./earlier-section.tsx";
import { MatchesSection } from "./matches-section.tsx";
import { matchesOf } from "./matches.ts";
import { RequestsSection } from "./requests-section.tsx";
import { WhySection } from "./why-section.tsx";

/** Everything known about a chat beside what was said in it. */
export function ContextBody(props: {
  conversation: ConversationView;
  customer: CustomerView;
  items: readonly Item[];
  earlier: readonly ConversationView[];
  requests: readonly RequestView[];
  myId: string;
  /** Whether this reader may say which answer was right. */
  mayMark: boolean;
  maySetVip: boolean;
  names: ReadonlyMap<string, string>;
  /** All decisions about it, with their numbers. */
  onWhy(): void;
  onOpen(conversationId: string): void;
}) {
  const t = useTranslations("workbench.why");
  const { conversation, items, names } = props;
  const { matches, mean } = useMemo(() => matchesOf(items), [items]);
  const made = useMemo(() => decisionOf(items), [items]);
  const reasons = made
    ? reasonsOf(made.decision, {
        teamName: conversation.teamName,
        lowestDegree: conversation.lowestDegree,
        at: made.at,
        enteredAt: made.enteredAt,
        fromName: made.fromName,
        names,
      })
    : [];
  return (
    <>
      <CustomerFacts conversation={conversation} customer={props.customer} maySetVip={props.maySetVip} />
      {made && (
        <WhySection
          title={made.agentId === props.myId ? t("title") : t("titleOther", { name: made.agentName })}
          reasons={reasons}
          onWhole={props.onWhy}
        />
      )}
      {!made && conversation.state !== "library" && (
        <ContextSection title={t("decisions")}>
          <button type="button" onClick={props.onWhy} className="text-xs font-medium text-accent-text hover:underline">
            {t("full")}
          </button>
        </ContextSection>
      )}
      <MatchesSection
        conversationId={conversation.id}
        matches={matches}
        mean={mean ?? conversation.meanDegree}
        mayMark={props.mayMark}
      />
      <RequestsSection requests={props.requests} />
      <EarlierSection earlier={props.earlier} onOpen={props.onOpen} />
    </>
  );
}
