"use client";

import type { Board } from "#server/contract/views.ts";
import { type ReactNode, type Ref, useState } from "react";
import { useTranslations } from "next-intl";
import { Pane, PaneBody } from "#components/shell/pane.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Tabs, TabPanel } from "#components/ui/tabs.tsx";
import type { BoardActs } from "../acts/board-acts.ts";
import { MessageBoxCounts } from "./message-box-counts.tsx";
import { NeedRow } from "./need-row.tsx";
import { allOf, type Need, needsOf } from "./needs.ts";

type AttentionTab = "needs" | "all" | "alerts";

/** The right side: who needs somebody now, every open conversation, and the message box. */
export function AttentionPane(props: {
  board: Board;
  now: number;
  acts: BoardActs;
  alerts: ReactNode;
  alertCount: number;
  listRef: Ref<HTMLDivElement>;
}) {
  const t = useTranslations("dashboard.needs");
  const tAlerts = useTranslations("dashboard.alerts");
  const [tab, setTab] = useState<AttentionTab>("needs");
  const { board, now, acts } = props;
  const needs = needsOf(board, now);
  const all = allOf(board, now);
  return (
    <Pane
      as="aside"
      tone="panel"
      label={t("title")}
      className="border-border max-lg:order-first max-lg:border-b lg:border-s"
    >
      <div ref={props.listRef} tabIndex={-1} className="flex min-h-0 flex-1 flex-col -outline-offset-2">
        <Tabs
          value={tab}
          onChange={setTab}
          label={t("title")}
          tabs={[
            { value: "needs", label: t("title"), count: needs.length },
            { value: "all", label: t("all"), count: all.length },
            { value: "alerts", label: tAlerts("title"), count: props.alertCount },
          ]}
          className="min-h-0 flex-1"
          listClassName="px-5 max-md:px-4"
        >
          <TabPanel value="needs" className="flex flex-col">
            <PaneBody>
              <NeedList needs={needs} acts={acts} emptyTitle={t("noneTitle")} emptyText={t("noneText")} />
            </PaneBody>
          </TabPanel>
          <TabPanel value="all" className="flex flex-col">
            <PaneBody>
              <NeedList needs={all} acts={acts} emptyTitle={t("allNoneTitle")} emptyText={t("allNoneText")} />
            </PaneBody>
          </TabPanel>
          <TabPanel value="alerts" className="flex flex-col">
            <PaneBody>{props.alerts}</PaneBody>
          </TabPanel>
        </Tabs>
      </div>
      <MessageBoxCounts open={board.openRequests} claimed={board.claimedRequests} />
    </Pane>
  );
}

function NeedList(props: { needs: readonly Need[]; acts: BoardActs; emptyTitle: string; emptyText: string }) {
  if (props.needs.length === 0)
    return <EmptyState title={props.emptyTitle} description={props.emptyText} className="px-5! max-md:px-4!" />;
  return (
    <ul className="-mt-px">
      {props.needs.map((need) => (
        <NeedRow key={need.conversation.id} need={need} acts={props.acts} />
      ))}
    </ul>
  );
}
