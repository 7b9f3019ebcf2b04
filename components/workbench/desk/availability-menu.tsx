"use client";

import type { Availability, BusyReason } from "#server/contract/index.ts";
import { BellRing, Check, ChevronDown } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuLine } from "#components/ui/menu.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import type { AlertCheck } from "../alerts/use-alert-check.ts";
import { useServerNow } from "../server-clock.tsx";
import { useSpanText } from "../use-span-text.ts";
import { BusyIcon } from "./busy-icon.tsx";
import { useReasonLabel } from "./use-reason-label.ts";

export interface AvailabilityChoice {
  availability: Availability;
  reason: string | null;
}

/** What I am, since when, and the way to change it; below it the test of sound and alerts. */
export function AvailabilityMenu(props: {
  availability: Availability;
  busyReason: string | null;
  availabilityAt: number;
  busyReasons: readonly BusyReason[];
  chats: number;
  isBusy: boolean;
  alerts: AlertCheck;
  onChange(choice: AvailabilityChoice): void;
  onTestAlerts(): void;
}) {
  const t = useTranslations("workbench.availability");
  const format = useFormatter();
  const label = useReasonLabel(props.busyReasons);
  const since = t("since", {
    time: format.dateTime(props.availabilityAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  });
  const { availability } = props;
  const trigger = (
    <Button
      isBusy={props.isBusy}
      icon={<PresenceDot state={availability} />}
      className="max-w-[184px] min-w-0 shrink! ps-2.5! pe-2!"
    >
      <StateLabel
        availability={availability}
        reason={availability === "busy" ? label(props.busyReason) : null}
        since={props.availabilityAt}
      />
    </Button>
  );
  return (
    <Menu className="w-[328px] max-w-[calc(100vw-16px)]" trigger={trigger}>
      <MenuItem
        icon={<PresenceDot state="available" />}
        hint={availability === "available" ? since : "Alt V"}
        onSelect={() => props.onChange({ availability: "available", reason: null })}
      >
        <Chosen isChosen={availability === "available"}>{t("available")}</Chosen>
      </MenuItem>
      <MenuLabel>
        <span className="flex items-center gap-2 text-sm text-foreground">
          <PresenceDot state="busy" />
          <span className="flex-1">{t("busy")}</span>
          <span className="text-xs font-normal text-subtle">{availability === "busy" ? since : t("chooseReason")}</span>
        </span>
      </MenuLabel>
      {props.busyReasons.map((reason) => (
        <MenuItem
          key={reason.code}
          icon={
            <span className="ps-4">
              <BusyIcon code={reason.code} />
            </span>
          }
          onSelect={() => props.onChange({ availability: "busy", reason: reason.code })}
        >
          <Chosen isChosen={availability === "busy" && props.busyReason === reason.code}>
            {label(reason.code) ?? reason.code}
          </Chosen>
        </MenuItem>
      ))}
      {props.busyReasons.length === 0 && (
        <MenuItem
          icon={<PresenceDot state="busy" />}
          onSelect={() => props.onChange({ availability: "busy", reason: null })}
        >
          <Chosen isChosen={availability === "busy"}>{t("busyPlain")}</Chosen>
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem
        icon={<PresenceDot state="offline" />}
        hint={availability === "offline" ? since : t("offlineHint", { count: props.chats })}
        onSelect={() => props.onChange({ availability: "offline", reason: null })}
      >
        <Chosen isChosen={availability === "offline"}>{t("offline")}</Chosen>
      </MenuItem>
      <p className="px-2 pt-2 pb-2.5 text-xs text-subtle">{t("explain", { count: props.chats })}</p>
      <MenuLine />
      <MenuItem icon={<BellRing aria-hidden className="icon text-muted" />} onSelect={props.onTestAlerts}>
        {t("testAlerts")}
      </MenuItem>
      <AlertWords alerts={props.alerts} />
    </Menu>
  );
}

function Chosen({ isChosen, children }: { isChosen: boolean; children: string }) {
  const t = useTranslations("workbench.availability");
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className="truncate">{children}</span>
      {isChosen && <Check aria-label={t("now")} className="icon-sm" />}
    </span>
  );
}

function AlertWords({ alerts }: { alerts: AlertCheck }) {
  const t = useTranslations("workbench.alerts");
  const format = useFormatter();
  return (
    <p className="px-2 pt-1 pb-2.5 text-xs text-subtle">
      {t(alerts.isSoundOpen ? "soundOpen" : "soundShut")} {t(`desktop.${alerts.desktop}`)}{" "}
      {alerts.testedAt !== null &&
        t("tested", {
          time: format.dateTime(alerts.testedAt, {
            day: "numeric",
            month: "short",
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          }),
        })}
    </p>
  );
}

/** The state in a word, and for how long when it is not the ordinary one. */
function StateLabel(props: { availability: Availability; reason: string | null; since: number }) {
  const t = useTranslations("workbench.availability");
  const span = useSpanText();
  const now = useServerNow();
  const lasts = now === 0 || props.availability === "available" ? null : span(now - props.since);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="sr-only">{t("label")}</span>
      <span className="truncate leading-5">
        {props.reason ?? t(props.availability)}
        {lasts && <span className="font-normal text-muted"> {lasts}</span>}
      </span>
      <ChevronDown aria-hidden className="icon-sm" />
    </span>
  );
}
