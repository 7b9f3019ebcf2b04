"use client";

import { BellRing, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { BoardActs } from "../acts/board-acts.ts";
import { type BoardAlert, alertKey } from "./alerts.ts";
import { useAlertWords } from "./use-alert-words.ts";

/** All alerts since the page was opened, newest first. */
export function AlertList(props: {
  alerts: readonly BoardAlert[];
  acts: Pick<BoardActs, "openById">;
  onDismiss(alert: BoardAlert): void;
  onClear(): void;
}) {
  const t = useTranslations("dashboard.alerts");
  const format = useFormatter();
  const words = useAlertWords();
  if (props.alerts.length === 0)
    return <EmptyState title={t("none")} description={t("noneText")} className="px-5! max-md:px-4!" />;
  return (
    <>
      <ul aria-label={t("label")} className="-mt-px">
        {props.alerts.map((alert) => {
          const { name } = alert;
          return (
            <li
              key={alertKey(alert)}
              className="grid grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-2.5 border-t border-border py-[7px] ps-5 pe-3 max-md:ps-4"
            >
              <span aria-hidden className="grid size-7 place-items-center rounded-sm bg-warning-soft text-warning-text">
                <BellRing className="icon" />
              </span>
              <span className="min-w-0">
                <span className="block text-sm">{words(alert)}</span>
                <span className="block text-xs text-subtle">
                  {format.dateTime(alert.at, {
                    hour: "2-digit",
                    minute: "2-digit",
                    second: "2-digit",
                    hourCycle: "h23",
                  })}
                </span>
              </span>
              <span className="flex items-center gap-1.5">
                <Button size="sm" onClick={() => props.acts.openById(alert.alert.conversationId, name)}>
                  {t("open")}
                </Button>
                <IconButton
                  size="sm"
                  label={t("dismiss", { name })}
                  icon={<X aria-hidden className="icon-sm" />}
                  onClick={() => props.onDismiss(alert)}
                />
              </span>
            </li>
          );
        })}
      </ul>
      <Button size="sm" variant="ghost" className="mx-5 my-2 self-start" onClick={props.onClear}>
        {t("clear")}
      </Button>
    </>
  );
}
