"use client";

import type { AgentView, Board, ConversationView, StaffId } from "#server/contract/index.ts";
import { useState } from "react";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { Seats } from "#components/ui/seats.tsx";
import { useCustomerName } from "../use-words.ts";
import { markOf, standingOf } from "../standing.ts";
import { takersOf } from "./takers.ts";

const searchFrom = 9;

/** Chooses who takes a conversation: those who are here, the next in the service queue first. Full ones may be overruled. */
export function AssignDialog(props: {
  conversation: ConversationView;
  board: Board;
  busyAgentId: StaffId | null;
  onPick(agent: AgentView): void;
  onClose(): void;
}) {
  const t = useTranslations("dashboard.assign");
  const nameOf = useCustomerName();
  const [search, setSearch] = useState("");
  const takers = takersOf(props.board, props.conversation);
  const shown = takers.filter(({ agent }) =>
    agent.name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()),
  );
  const name = nameOf(props.conversation);
  const place = props.board.waiting.find(({ conversation }) => conversation.id === props.conversation.id)?.position;
  const ahead = (place ?? 1) - 1;
  const stateOf = (agent: AgentView) => {
    const mark = markOf(agent);
    return mark ? t(`mark.${mark}`) : t(`state.${standingOf(agent)}`);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={t(props.conversation.state === "served" ? "moveTitle" : "title", { name })}
      description={ahead > 0 ? `${t("past", { name, count: ahead })} ${t("text")}` : t("text")}
    >
      {takers.length >= searchFrom && (
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          icon={<Search aria-hidden className="icon" />}
          className="mb-2"
        />
      )}
      {takers.length === 0 && <EmptyState title={t("noneTitle")} description={t("noneText")} className="px-0!" />}
      <ul className="-mx-2 flex flex-col">
        {shown.map(({ agent, isNext, isOtherTeam }) => (
          <li key={agent.id}>
            <button
              type="button"
              aria-disabled={props.busyAgentId !== null || undefined}
              aria-busy={props.busyAgentId === agent.id || undefined}
              onClick={() => props.busyAgentId === null && props.onPick(agent)}
              className="flex w-full items-center gap-3 rounded-sm px-2 py-1.5 text-start -outline-offset-2 hover:bg-control-hover aria-busy:opacity-50"
            >
              <Avatar
                name={agent.name}
                size="md"
                presence={standingOf(agent)}
                className="[--ground:var(--color-overlay)]"
              />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{agent.name}</span>
                <span className="block truncate text-xs text-muted">
                  {[stateOf(agent), ...agent.teams.map(({ name: team }) => team)].join(t("comma"))}
                </span>
              </span>
              {isNext && <Badge tone="accent">{t("next")}</Badge>}
              {isOtherTeam && <Badge>{t("otherTeam")}</Badge>}
              {agent.load >= agent.capacity && <Badge tone="warning">{t("full")}</Badge>}
              <Seats used={agent.load} total={agent.capacity} hasText />
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
