"use client";

import type { Board, BusyReason } from "#server/contract/views.ts";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "next-intl";
import { Pane, PaneBody } from "#components/shell/pane.tsx";
import type { BoardActs } from "./acts/board-acts.ts";
import { AttentionPane } from "./attention/attention-pane.tsx";
import { BoardHead } from "./board-head.tsx";
import { focusBoard } from "./focus-board.ts";
import { numbersOf } from "./numbers/board-numbers.ts";
import { NumberTiles } from "./numbers/number-tiles.tsx";
import { ThresholdsPanel } from "./numbers/thresholds-panel.tsx";
import { type Finding, verdictOf } from "./numbers/verdict.ts";
import { VerdictLine } from "./numbers/verdict-line.tsx";
import { countStandings } from "./standing.ts";
import { AgentsTable } from "./tables/agents-table.tsx";
import { BlockHead } from "./tables/block-head.tsx";
import { TeamsTable } from "./tables/teams-table.tsx";

/** The live board as it is at `now` (server's clock): is anything wrong, and where? */
export function DashboardView(props: {
  board: Board;
  now: number;
  isLive: boolean;
  teamId: string | null;
  onTeam(teamId: string | null): void;
  busyReasons: readonly BusyReason[];
  acts: BoardActs;
  /** The list of what called, and how many. */
  alerts?: ReactNode;
  alertCount?: number;
}) {
  const t = useTranslations("dashboard");
  const attention = useRef<HTMLDivElement>(null);
  const { now, acts } = props;
  // A team that was removed meanwhile would leave an empty board.
  const teamId = props.board.teams.some(({ id }) => id === props.teamId) ? props.teamId : null;
  const board = focusBoard(props.board, teamId);
  const hasLines = teamId === null;
  const standings = countStandings(board.agents);

  const follow = (finding: Finding | null) => {
    if (finding !== null && "teamId" in finding) props.onTeam(finding.teamId);
    attention.current?.focus();
    attention.current?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className="flex min-h-0 min-w-0 flex-col max-lg:overflow-y-auto">
      <BoardHead board={props.board} teamId={teamId} onTeam={props.onTeam} isLive={props.isLive} />
      {/* The verdict is the whole shop's, whatever team is looked at. */}
      <VerdictLine verdict={verdictOf(props.board, now)} onFinding={follow} boundMs={board.creditBoundMs} />
      <div className="grid shrink-0 grid-cols-2 border-b border-border md:grid-cols-4 lg:grid-cols-[repeat(4,minmax(0,1fr))_360px] min-[1400px]:grid-cols-[repeat(4,minmax(0,1fr))_424px]">
        <NumberTiles board={board} numbers={numbersOf(board, now)} hasLines={hasLines} />
        <ThresholdsPanel board={board} hasLines={hasLines} onConversation={acts.openById} />
      </div>
      <div className="grid min-h-0 flex-1 max-lg:flex-none grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_380px] min-[1400px]:grid-cols-[minmax(0,1fr)_460px]">
        <Pane as="div">
          <PaneBody>
            <BlockHead title={t("teams.title")} />
            <TeamsTable teams={board.teams} agents={props.board.agents} now={now} onTeam={props.onTeam} />
            <BlockHead
              title={t("agents.title")}
              note={t("agents.note", standings)}
              end={<span className="max-md:hidden">{t("agents.sorted")}</span>}
              className="mt-2"
            />
            <AgentsTable board={board} busyReasons={props.busyReasons} now={now} acts={acts} />
          </PaneBody>
        </Pane>
        <AttentionPane
          board={board}
          now={now}
          acts={acts}
          alerts={props.alerts}
          alertCount={props.alertCount ?? 0}
          listRef={attention}
        />
      </div>
    </div>
  );
}
