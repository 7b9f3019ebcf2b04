"use client";

import type { AgentView, BusyReason, ConversationView } from "#server/contract/views.ts";
import { Check, DoorOpen, Ellipsis, MessageSquareText } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChips, MenuItem, MenuLabel, MenuLine } from "#components/ui/menu.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import type { BoardActs } from "../acts/board-acts.ts";
import { useCustomerName, useReasonLabel } from "../use-words.ts";

/** What a supervisor sets for somebody else, and the conversations that agent holds. */
export function AgentMenu(props: {
  agent: AgentView;
  conversations: readonly ConversationView[];
  busyReasons: readonly BusyReason[];
  acts: BoardActs;
}) {
  const t = useTranslations("dashboard.agents");
  const format = useFormatter();
  const nameOf = useCustomerName();
  const label = useReasonLabel(props.busyReasons);
  const { agent, conversations, acts } = props;
  const set = (availability: AgentView["availability"], reason: string | null) => () =>
    acts.setAvailability(agent, { availability, reason });
  return (
    <Menu
      align="end"
      className="w-64"
      trigger={
        <IconButton
          size="sm"
          label={t("menu", { name: agent.name })}
          icon={<Ellipsis aria-hidden className="icon" />}
        />
      }
    >
      <MenuLabel>{t("set", { name: agent.name })}</MenuLabel>
      <MenuItem
        icon={<PresenceDot state="available" />}
        onSelect={set("available", null)}
        hint={agent.availability === "available" && <Chosen />}
      >
        {t("state.available")}
      </MenuItem>
      {props.busyReasons.map(({ code }) => (
        <MenuItem
          key={code}
          icon={<PresenceDot state="busy" />}
          onSelect={set("busy", code)}
          hint={agent.availability === "busy" && agent.busyReason === code && <Chosen />}
        >
          {t("busyBecause", { reason: label(code) ?? code })}
        </MenuItem>
      ))}
      {props.busyReasons.length === 0 && (
        <MenuItem
          icon={<PresenceDot state="busy" />}
          onSelect={set("busy", null)}
          hint={agent.availability === "busy" && <Chosen />}
        >
          {t("state.busy")}
        </MenuItem>
      )}
      <MenuItem
        icon={<PresenceDot state="offline" />}
        onSelect={set("offline", null)}
        hint={agent.availability === "offline" ? <Chosen /> : t("handsOver", { count: agent.load })}
      >
        {t("state.offline")}
      </MenuItem>
      <MenuLine />
      {agent.leavingAt === null ? (
        <>
          <MenuLabel>{t("leave", { name: agent.name })}</MenuLabel>
          <MenuChips
            label={t("leave", { name: agent.name })}
            value={null}
            onChoose={(minutes) => acts.setLeaving(agent, Number(minutes) * 60_000)}
            options={[
              ...[5, 15, 30].map((count) => ({
                value: String(count),
                label: t("leaveIn", { count }),
                spoken: t("leaveSpoken", { name: agent.name, count }),
              })),
              { value: "0", label: t("leaveNow") },
            ]}
          />
        </>
      ) : (
        <MenuItem
          icon={<DoorOpen aria-hidden className="icon text-muted" />}
          hint={t("leavesAt", {
            time: format.dateTime(agent.leavingAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
          })}
          onSelect={() => acts.setLeaving(agent, null)}
        >
          {t("stay")}
        </MenuItem>
      )}
      {conversations.length > 0 && (
        <>
          <MenuLine />
          <MenuLabel>{t("conversations")}</MenuLabel>
          {conversations.map((conversation) => (
            <MenuItem
              key={conversation.id}
              icon={<MessageSquareText aria-hidden className="icon text-muted" />}
              onSelect={() => acts.open(conversation)}
            >
              {nameOf(conversation)}
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  );
}

function Chosen() {
  const t = useTranslations("dashboard.agents");
  return <Check aria-label={t("now")} className="icon-sm" />;
}
