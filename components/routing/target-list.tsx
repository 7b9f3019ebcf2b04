"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { Store, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { cn } from "#components/ui/class-names.ts";
import { SHOP } from "./draft/routing-draft.ts";
import type { RoutingWork } from "./draft/use-routing-work.ts";
import { sectionsOf } from "./section-ids.ts";

/** Whose rules are shown, and the parts they have. */
export function TargetList({ teams, work }: { teams: RoutingView["teams"]; work: RoutingWork }) {
  const t = useTranslations("routing");
  const targets = [
    ...teams.map(({ id, name, isOpen }) => ({ id: id as string, name, icon: UsersRound, isOpen })),
    { id: SHOP, name: t("shop"), icon: Store, isOpen: true },
  ];
  return (
    <Pane as="aside" tone="panel" className="border-e border-border max-md:hidden!">
      <PaneHead title={t("title")} level={1} className="ps-5!" />
      <nav aria-label={t("targets")} className="flex min-h-0 flex-col gap-px overflow-y-auto p-2">
        {targets.map(({ id, name, icon: Icon, isOpen }) => {
          const isCurrent = work.target === id;
          return (
            <div key={id}>
              <button
                type="button"
                aria-current={isCurrent ? "true" : undefined}
                onClick={() => work.choose(id)}
                className={cn(
                  "flex h-8 w-full min-w-0 items-center gap-2 rounded-sm px-3 text-start -outline-offset-2",
                  isCurrent ? "bg-selected font-medium" : "text-muted hover:bg-hover hover:text-foreground",
                )}
              >
                <Icon aria-hidden className="icon-sm shrink-0" />
                <span className="truncate">{name}</span>
                <span className="ms-auto flex shrink-0 items-center gap-1.5 text-2xs font-normal">
                  {!isOpen && <span className="text-subtle">{t("closedShort")}</span>}
                  {work.dirty.includes(id) && (
                    <span className="size-1.5 rounded-full bg-warning" role="img" aria-label={t("unsaved")} />
                  )}
                </span>
              </button>
              {isCurrent && (
                <div className="my-1 ms-[19px] flex flex-col border-s border-border ps-2">
                  {sectionsOf(id).map((section) => (
                    <a
                      key={section}
                      href={`#${section}`}
                      className="flex h-7 items-center rounded-sm px-2.5 text-sm text-muted -outline-offset-2 hover:bg-hover hover:text-foreground"
                    >
                      {t(`section.${section}`)}
                    </a>
                  ))}
                </div>
              )}
            </div>
          );
        })}
      </nav>
    </Pane>
  );
}
