"use client";

import type { LibraryModelView } from "#server/contract/library-views.ts";
import type { ReactNode } from "react";
import { ArrowUpDown, CircleCheck, Download, FileUp, History, Plus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Tabs, TabPanel } from "#components/ui/tabs.tsx";
import { type LibraryTab, libraryTabs } from "../use-place.ts";

const exports = [
  { format: "csv", state: null },
  { format: "json", state: null },
  { format: "csv", state: "draft" },
  { format: "json", state: "draft" },
] as const;

/** The pane at the start: three lists under tabs, ways in and out of the library, and which version and model are in use. */
export function ListPane(props: {
  tab: LibraryTab;
  onTab(tab: LibraryTab): void;
  counts: Partial<Record<LibraryTab, number>>;
  version: number;
  model: LibraryModelView | null;
  onNew(): void;
  onImport(): void;
  onVersions(): void;
  children: ReactNode;
  className?: string;
}) {
  const t = useTranslations("answers.list");
  return (
    <Pane as="aside" tone="panel" label={t("label")} className={props.className}>
      <PaneHead title={t("title")} level={1} className="border-b-0!">
        <span className="ms-auto flex items-center gap-2">
          <Menu
            align="end"
            trigger={<IconButton label={t("inOut")} icon={<ArrowUpDown aria-hidden className="icon" />} />}
          >
            <MenuItem icon={<FileUp aria-hidden className="icon-sm" />} onSelect={props.onImport}>
              {t("import")}
            </MenuItem>
            {exports.map(({ format, state }) => (
              <MenuItem
                key={`${format} ${state}`}
                icon={<Download aria-hidden className="icon-sm" />}
                onSelect={() =>
                  location.assign(`/api/library/export?format=${format}${state ? `&state=${state}` : ""}`)
                }
              >
                {t(state ? "exportDrafts" : "export", { format: format.toUpperCase() })}
              </MenuItem>
            ))}
            <MenuLine />
            <MenuItem icon={<History aria-hidden className="icon-sm" />} onSelect={props.onVersions}>
              {t("versions")}
            </MenuItem>
          </Menu>
          <Button icon={<Plus aria-hidden className="icon" />} onClick={props.onNew}>
            {t("new")}
          </Button>
        </span>
      </PaneHead>
      <Tabs
        value={props.tab}
        onChange={props.onTab}
        label={t("tabs")}
        tabs={libraryTabs.map((value) => ({
          value,
          label: t(`tab.${value}`),
          count: props.counts[value],
        }))}
        className="flex-1"
        listClassName="px-4"
      >
        {libraryTabs.map((value) => (
          <TabPanel key={value} value={value} className="flex flex-col data-[state=inactive]:hidden">
            {value === props.tab && props.children}
          </TabPanel>
        ))}
      </Tabs>
      <ModelLine version={props.version} model={props.model} />
    </Pane>
  );
}

function ModelLine({ version, model }: { version: number; model: LibraryModelView | null }) {
  const t = useTranslations("answers.model");
  const format = useFormatter();
  if (!model) return null;
  return (
    <p
      role="status"
      className="flex min-h-9 shrink-0 items-center gap-2 border-t border-border px-4 text-xs text-subtle max-md:hidden"
    >
      {model.isTraining ? (
        <Spinner className="icon-sm text-accent-text" />
      ) : (
        <CircleCheck aria-hidden className="icon-sm text-success-text" />
      )}
      <span className="truncate" title={model.isTraining ? t("training") : undefined}>
        {version > 0 && `${t("version", { version })} · `}
        {model.isTraining
          ? t("training")
          : model.trainedAt === null
            ? t("untrained")
            : t("trained", {
                time: format.dateTime(model.trainedAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
                count: format.number(model.questions),
              })}
      </span>
    </p>
  );
}
