"use client";

import type { Board, BusyReason } from "#server/contract/views.ts";
import { useTranslations } from "next-intl";
import { Table, TBody, Th, THead, Tr } from "#components/ui/table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { BoardActs } from "../acts/board-acts.ts";
import { sortAgents } from "../standing.ts";
import { AgentRow } from "./agent-row.tsx";
import { columns, headRow, tableLook } from "./columns.ts";

/** Who is here, how loaded, who owes a reply, and who is asked next. */
export function AgentsTable(props: { board: Board; busyReasons: readonly BusyReason[]; now: number; acts: BoardActs }) {
  const t = useTranslations("dashboard.agents");
  const { board } = props;
  if (board.agents.length === 0)
    return <EmptyState title={t("noneTitle")} description={t("noneText")} className="px-5!" />;
  const nextOf = new Map<string, string[]>();
  for (const { name, nextAgentIds } of board.teams) {
    const [next] = nextAgentIds;
    if (next) nextOf.set(next, [...(nextOf.get(next) ?? []), name]);
  }
  return (
    <Table label={t("title")} className={tableLook}>
      <THead>
        <Tr className={headRow}>
          <Th className={columns.name}>{t("agent")}</Th>
          <Th className={`${columns.second} max-md:hidden`}>{t("team")}</Th>
          <Th className={columns.third}>{t("stateHead")}</Th>
          <Th className={columns.fourth}>{t("load")}</Th>
          <Th isNumber className={columns.owes}>
            <span className="max-md:hidden">{t("owes")}</span>
            <span className="md:hidden">{t("owesShort")}</span>
          </Th>
          <Th isNumber className={columns.closed} title={t("closedTitle")}>
            {t("closed")}
          </Th>
          <Th className={columns.next}>{t("next")}</Th>
          <Th className={columns.menu}>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {sortAgents(board.agents).map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            nextFor={nextOf.get(agent.id) ?? []}
            conversations={board.served.filter(({ assigneeId }) => assigneeId === agent.id)}
            owedLimitMs={board.owedLimitMs}
            busyReasons={props.busyReasons}
            now={props.now}
            acts={props.acts}
          />
        ))}
      </TBody>
    </Table>
  );
}
