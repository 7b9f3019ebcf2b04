"use client";

import type { BusyReason, ConversationView } from "#server/contract/index.ts";
import {
  BellRing,
  AlarmClock,
  AlarmClockCheck,
  Check,
  DoorOpen,
  Forward,
  Inbox,
  Keyboard,
  ListTree,
  MessageSquare,
  NotebookPen,
  PanelRight,
  PencilLine,
  Reply,
  SkipForward,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { CommandPalette, type PaletteItem } from "#components/ui/command-palette.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import { useModKey } from "#components/ui/use-mod-key.ts";
import { BusyIcon } from "../desk/busy-icon.tsx";
import { useReasonLabel } from "../desk/use-reason-label.ts";
import type { AvailabilityChoice } from "../desk/availability-menu.tsx";
import { useCustomerName } from "../use-names.ts";
import { namedShortcuts, type ShortcutId } from "./shortcuts.ts";
import type { ShortcutActions } from "./use-shortcuts.ts";

const icons: Partial<Record<ShortcutId, typeof Check>> = {
  nextUnread: SkipForward,
  listMine: Inbox,
  details: PanelRight,
  reply: Reply,
  note: PencilLine,
  longest: AlarmClock,
  promise: AlarmClockCheck,
  why: ListTree,
  wrapUp: NotebookPen,
  transfer: Forward,
  close: Check,
  sheet: Keyboard,
};

const quarterMs = 15 * 60_000;

/** Everything the workbench can do now, and every chat, by name. */
export function WorkbenchPalette(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  actions: ShortcutActions;
  chats: readonly ConversationView[];
  onOpen(conversationId: string): void;
  busyReasons: readonly BusyReason[];
  onAvailability(choice: AvailabilityChoice): void;
  onBack(): void;
  /** Null: not leaving. */
  leavingAt: number | null;
  onLeave(inMs: number | null): void;
  onTestAlerts(): void;
}) {
  const t = useTranslations("workbench.keys");
  const tState = useTranslations("workbench.availability");
  const mod = useModKey();
  const nameOf = useCustomerName();
  const reasonLabel = useReasonLabel(props.busyReasons);
  const acts = namedShortcuts.flatMap(({ id, keys }): PaletteItem[] => {
    const action = props.actions[id];
    const Icon = icons[id];
    if (!action || !Icon) return [];
    return [
      {
        id,
        label: t(`name.${id}`),
        icon: <Icon aria-hidden className="icon text-muted" />,
        kbd: keys.replace("Mod", mod),
        onSelect: action,
      },
    ];
  });
  return (
    <CommandPalette
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      groups={[
        { label: t("palette.actions"), items: acts },
        {
          label: t("palette.chats"),
          items: props.chats.map((chat) => ({
            id: `chat ${chat.id}`,
            label: nameOf(chat),
            hint: chat.teamName ?? undefined,
            keywords: chat.lastText ? [chat.lastText.slice(0, 80)] : [],
            icon: <MessageSquare aria-hidden className="icon text-muted" />,
            onSelect: () => props.onOpen(chat.id),
          })),
        },
        {
          label: tState("label"),
          items: [
            {
              id: "availability available",
              label: tState("available"),
              icon: <PresenceDot state="available" />,
              kbd: "Alt V",
              onSelect: props.onBack,
            },
            props.leavingAt === null
              ? {
                  id: "leave",
                  label: t("name.leave"),
                  icon: <DoorOpen aria-hidden className="icon text-muted" />,
                  onSelect: () => props.onLeave(quarterMs),
                }
              : {
                  id: "stay",
                  label: t("name.stay"),
                  icon: <DoorOpen aria-hidden className="icon text-muted" />,
                  onSelect: () => props.onLeave(null),
                },
            ...props.busyReasons.map((reason) => ({
              id: `availability busy ${reason.code}`,
              label: tState("busyBecause", { reason: reasonLabel(reason.code) ?? reason.code }),
              icon: <BusyIcon code={reason.code} />,
              onSelect: () => props.onAvailability({ availability: "busy", reason: reason.code }),
            })),
            {
              id: "availability offline",
              label: tState("offline"),
              icon: <PresenceDot state="offline" />,
              onSelect: () => props.onAvailability({ availability: "offline", reason: null }),
            },
            {
              id: "test alerts",
              label: tState("testAlerts"),
              icon: <BellRing aria-hidden className="icon text-muted" />,
              onSelect: props.onTestAlerts,
            },
          ],
        },
      ].filter((group) => group.items.length > 0)}
    />
  );
}
