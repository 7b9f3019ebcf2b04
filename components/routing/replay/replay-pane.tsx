"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { useTranslations } from "next-intl";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import type { RoutingWork } from "../draft/use-routing-work.ts";
import { ReplayBody } from "./replay-body.tsx";

interface Props {
  view: RoutingView;
  work: RoutingWork;
}

/** The replay beside the rules, where there is room for it. */
export function ReplayPane(props: Props) {
  const t = useTranslations("routing.replay");
  return (
    <Pane as="aside" tone="panel" label={t("title")} className="border-s border-border max-lg:hidden!">
      <PaneHead title={t("title")} />
      <PaneBody>
        <ReplayBody {...props} />
      </PaneBody>
    </Pane>
  );
}

/** The same over the rules, on narrower screens. */
export function ReplayDrawer(props: Props & { isOpen: boolean; onOpenChange(isOpen: boolean): void }) {
  const t = useTranslations("routing.replay");
  return (
    <Drawer isOpen={props.isOpen} onOpenChange={props.onOpenChange} title={t("title")} width={440}>
      <ReplayBody view={props.view} work={props.work} />
    </Drawer>
  );
}
