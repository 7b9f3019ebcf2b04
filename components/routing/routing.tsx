"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { useEffect, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { useLeaveGuard } from "#components/shell/use-leave-guard.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { useRoutingWork } from "./draft/use-routing-work.ts";
import { RoutingFormProvider } from "./fields/form-context.ts";
import { ReplayDrawer, ReplayPane } from "./replay/replay-pane.tsx";
import { RulesPane } from "./rules-pane.tsx";
import { TargetList } from "./target-list.tsx";

/** Every rule of queue and assignment; admins change them, supervisors read them. */
export function Routing({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("routing");
  const errorText = useErrorText();
  const view = useAgentQuery("routing:read", {});
  if (view.data) return <Loaded view={view.data} isAdmin={isAdmin} />;
  return (
    <Pane>
      <PaneHead title={t("title")} level={1} className="ps-5!" />
      {view.error ? (
        <EmptyState
          title={errorText(view.error.code)}
          action={<Button onClick={() => void view.refetch()}>{t("tryAgain")}</Button>}
          className="px-5!"
        />
      ) : (
        <SkeletonRows count={8} height={64} className="pt-4" />
      )}
    </Pane>
  );
}

function Loaded({ view, isAdmin }: { view: RoutingView; isAdmin: boolean }) {
  const work = useRoutingWork(view, !isAdmin);
  const guard = useLeaveGuard(work.dirty.length > 0);
  const [isTrying, setTrying] = useState(false);
  const { save } = work;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      void save();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return (
    <RoutingFormProvider value={work.form}>
      <div className="grid min-h-0 min-w-0 md:grid-cols-[224px_minmax(0,1fr)] lg:grid-cols-[224px_minmax(0,1fr)_400px]">
        <TargetList teams={view.teams} work={work} />
        <RulesPane view={view} work={work} isAdmin={isAdmin} onTry={() => setTrying(true)} />
        <ReplayPane view={view} work={work} />
        <ReplayDrawer view={view} work={work} isOpen={isTrying} onOpenChange={setTrying} />
      </div>
      {guard.dialog}
    </RoutingFormProvider>
  );
}
