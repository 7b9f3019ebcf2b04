"use client";

import type { ReactNode } from "react";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Pane } from "#components/shell/pane.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Seats } from "#components/ui/seats.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";

export const listTabs = ["mine", "waiting", "requests", "closed"] as const;
export type ListTab = (typeof listTabs)[number];

/** The first pane: what I am, how full I am, and everything that can be opened. */
export function ListPane(props: {
  tab: ListTab;
  onTab(tab: ListTab): void;
  counts: Record<Exclude<ListTab, "closed">, number>;
  load: number;
  capacity: number;
  availability: ReactNode;
  /** Lines that have to be seen, such as an offer that lapsed. */
  notices: ReactNode;
  panels: Record<ListTab, ReactNode>;
  onSearch(): void;
  className?: string;
}) {
  const t = useTranslations("workbench.list");
  const tArea = useTranslations("workbench");
  const mod = useModKey();
  return (
    <Pane tone="panel" label={t("label")} className={props.className}>
      <h1 className="sr-only">{tArea("title")}</h1>
      <div className="flex h-13 shrink-0 items-center gap-2 px-3">
        {props.availability}
        <Seats used={props.load} total={props.capacity} hasText className="ms-1" />
        <span className="flex-1" />
        <Tooltip content={t("search")} kbd={`${mod} K`}>
          <IconButton label={t("search")} icon={<Search className="icon" />} onClick={props.onSearch} />
        </Tooltip>
      </div>
      <Tabs
        value={props.tab}
        onChange={props.onTab}
        label={t("label")}
        tabs={listTabs.map((value) => ({
          value,
          label: t(`tabs.${value}`),
          count: value === "closed" ? undefined : props.counts[value],
        }))}
        className="flex-1"
        listClassName="justify-between px-3.5 gap-2!"
      >
        {props.notices}
        {listTabs.map((value) => (
          <TabPanel key={value} value={value} className="overflow-x-hidden overflow-y-auto pb-3">
            {props.panels[value]}
          </TabPanel>
        ))}
      </Tabs>
    </Pane>
  );
}
