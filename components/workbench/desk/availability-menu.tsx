"use client";

import type { Availability, Desk } from "#server/contract/index.ts";
import { BellRing, Check, ChevronDown, DoorOpen } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuChips, MenuItem, MenuLabel, MenuLine } from "#components/ui/menu.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import type { AlertCheck } from "../alerts/use-alert-check.ts";
import { useServerNow } from "../server-clock.tsx";
import { useSpanText } from "../use-span-text.ts";
import { AlertWords } from "./alert-words.tsx";
import { BusyIcon } from "./busy-icon.tsx";
import { BusyUntilDialog } from "./busy-until-dialog.tsx";
import { busyMinutes, deskMark, leaveMinutes } from "./own-time.ts";
import { useReasonLabel } from "./use-reason-label.ts";

export interface AvailabilityChoice {
  availability: Availability;
  reason: string | null;
  /** When busy ends by itself; epoch ms of the server's clock. */
  until?: number | null;
  /** Inactivity said so, or activity after it. */
  isAutomatic?: boolean;
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const minuteMs = 60_000;

/** What I am, since when, until when, and the way to change it; leaving; below it the test of sound and alerts. */
export function AvailabilityMenu(props: {
  desk: Desk;
  chats: number;
  isBusy: boolean;
  alerts: AlertCheck;
  onChange(choice: AvailabilityChoice): void;
  /** Available, whatever kept work away. */
  onBack(): void;
  onLeave(inMs: number | null): void;
  onTestAlerts(): void;
}) {
  const { desk } = props;
  const { availability, busyReasons } = desk;
  const t = useTranslations("workbench.availability");
  const format = useFormatter();
  const label = useReasonLabel(busyReasons);
  const now = useServerNow();
  const [isAsking, setAsking] = useState(false);
  // How long a busy shall last, chosen before or after its reason.
  const [length, setLength] = useState<string>("open");
  const since = t("since", { time: format.dateTime(desk.availabilityAt, clock) });
  const until = (chosen: string) => (chosen === "open" ? null : now + Number(chosen) * minuteMs);
  const beBusy = (reason: string | null, chosen = length) =>
    props.onChange({ availability: "busy", reason, until: until(chosen) });
  const isSetBusy = availability === "busy" && !desk.isAwayByItself;
  return (
    <>
      <Menu
        className="w-[328px] max-w-[calc(100vw-16px)]"
        trigger={
          <Button
            isBusy={props.isBusy}
            icon={<PresenceDot state={availability} />}
            className="max-w-[184px] min-w-0 shrink! ps-2.5! pe-2!"
          >
            <StateLabel desk={desk} reason={isSetBusy ? label(desk.busyReason) : null} />
          </Button>
        }
      >
        <MenuItem
          icon={<PresenceDot state="available" />}
          hint={availability === "available" && !desk.notResponding ? since : "Alt V"}
          onSelect={props.onBack}
        >
          <Chosen isChosen={availability === "available" && !desk.notResponding}>{t("available")}</Chosen>
        </MenuItem>
        <MenuLabel>
          <span className="flex items-center gap-2 text-sm text-foreground">
            <PresenceDot state="busy" />
            <span className="flex-1">{t("busy")}</span>
            <span className="text-xs font-normal text-subtle">
              {!isSetBusy
                ? t("chooseReason")
                : desk.availabilityUntil
                  ? t("until", { time: format.dateTime(desk.availabilityUntil, clock) })
                  : since}
            </span>
          </span>
        </MenuLabel>
        {busyReasons.map((reason) => (
          <MenuItem
            key={reason.code}
            icon={
              <span className="ps-4">
                <BusyIcon code={reason.code} />
              </span>
            }
            onSelect={() => beBusy(reason.code)}
          >
            <Chosen isChosen={isSetBusy && desk.busyReason === reason.code}>{label(reason.code) ?? reason.code}</Chosen>
          </MenuItem>
        ))}
        {busyReasons.length === 0 && (
          <MenuItem icon={<PresenceDot state="busy" />} onSelect={() => beBusy(null)}>
            <Chosen isChosen={isSetBusy}>{t("busyPlain")}</Chosen>
          </MenuItem>
        )}
        <p className="px-2 ps-6 pt-1 text-2xs text-subtle">
          {t("ends")}
          {length !== "open" && <span> · {t("endsHint")}</span>}
        </p>
        <div className="ps-4">
          <MenuChips
            label={t("ends")}
            value={length}
            onChoose={(chosen) => {
              if (chosen === "other") return setAsking(true);
              setLength(chosen);
              if (isSetBusy) beBusy(desk.busyReason, chosen);
            }}
            options={[
              { value: "open", label: t("length.open") },
              ...busyMinutes.map((count) => ({
                value: String(count),
                label: count === 60 ? t("length.hour") : t("length.minutes", { count }),
              })),
              { value: "other", label: t("length.other") },
            ]}
          />
        </div>
        <MenuLine />
        <LeaveChoice leavingAt={desk.leavingAt} onLeave={props.onLeave} />
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
      {isAsking && (
        <BusyUntilDialog
          busyReasons={busyReasons}
          reason={isSetBusy ? desk.busyReason : null}
          onChoose={(reason, at) => props.onChange({ availability: "busy", reason, until: at })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** "I leave in": minutes to choose, or the way back from it. */
function LeaveChoice({ leavingAt, onLeave }: { leavingAt: number | null; onLeave(inMs: number | null): void }) {
  const t = useTranslations("workbench.availability");
  const format = useFormatter();
  if (leavingAt !== null)
    return (
      <MenuItem
        icon={<DoorOpen aria-hidden className="icon text-muted" />}
        hint={t("leaving", { time: format.dateTime(leavingAt, clock) })}
        onSelect={() => onLeave(null)}
      >
        {t("stay")}
      </MenuItem>
    );
  return (
    <>
      <MenuLabel>
        <span className="flex items-center gap-2 text-sm text-foreground">
          <DoorOpen aria-hidden className="icon text-muted" />
          {t("leave")}
        </span>
      </MenuLabel>
      <div className="ps-4">
        <MenuChips
          label={t("leave")}
          value={null}
          onChoose={(minutes) => onLeave(Number(minutes) * minuteMs)}
          options={[
            ...leaveMinutes.map((count) => ({
              value: String(count),
              label: t("length.minutes", { count }),
              spoken: t("leaveIn", { count }),
            })),
            { value: "0", label: t("leaveNow") },
          ]}
        />
      </div>
      <p className="px-2 ps-6 pb-1.5 text-2xs text-subtle">{t("leaveHint")}</p>
    </>
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

/** The state in a word, and until when, or for how long when it is not the ordinary one. */
function StateLabel({ desk, reason }: { desk: Desk; reason: string | null }) {
  const t = useTranslations("workbench.availability");
  const format = useFormatter();
  const span = useSpanText();
  const now = useServerNow();
  const mark = deskMark(desk);
  const word = mark ? t(mark) : (reason ?? t(desk.availability));
  const lasts =
    now === 0 || desk.availability === "available"
      ? null
      : desk.availabilityUntil
        ? t("until", { time: format.dateTime(desk.availabilityUntil, clock) })
        : span(now - desk.availabilityAt);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="sr-only">{t("label")}</span>
      <span className="truncate leading-5">
        {word}
        {lasts && <span className="font-normal text-muted"> {lasts}</span>}
      </span>
      <ChevronDown aria-hidden className="icon-sm" />
    </span>
  );
}
