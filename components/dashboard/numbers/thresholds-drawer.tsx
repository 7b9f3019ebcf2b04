"use client";

import type { Board, ConversationId, TeamId } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { LearnedBases } from "./learned-bases.tsx";
import { TestedReplies } from "./tested-replies.tsx";
import type { BoardThresholds } from "./threshold-reason.ts";
import { ThresholdSums } from "./threshold-sums.tsx";

const REFETCH_MS = 5_000;

/** Where the thresholds of a team come from: base, shift, seats and queue; what feedback made of the base; the newest replies. */
export function ThresholdsDrawer(props: {
  teams: Board["teams"];
  /** Null: closed. */
  teamId: string | null;
  onTeam(teamId: string | null): void;
  onConversation(id: ConversationId, title: string): void;
}) {
  const t = useTranslations("dashboard.thresholds.drawer");
  const team = props.teams.find(({ id }) => id === props.teamId) ?? null;
  return (
    <Drawer
      isOpen={team !== null}
      onOpenChange={(isOpen) => !isOpen && props.onTeam(null)}
      title={t("title")}
      width={544}
    >
      {team?.thresholds && (
        <div className="flex flex-col gap-5 px-4 py-4">
          {props.teams.length > 1 && (
            <Segments
              label={t("team")}
              value={team.id as string}
              onChange={props.onTeam}
              options={props.teams.flatMap(({ id, name, thresholds }) =>
                thresholds === null ? [] : [{ value: id as string, label: name, title: name }],
              )}
            />
          )}
          <Explained teamId={team.id} thresholds={team.thresholds} onConversation={props.onConversation} />
        </div>
      )}
    </Drawer>
  );
}

function Explained(props: {
  teamId: TeamId;
  thresholds: BoardThresholds;
  onConversation(id: ConversationId, title: string): void;
}) {
  const { teamId, thresholds } = props;
  const explained = useAgentQuery("thresholds:explain", { teamId }, { refetchMs: REFETCH_MS, keepPrevious: true });
  const errorText = useErrorText();
  return (
    <>
      <ThresholdSums thresholds={thresholds} site={explained.data?.site ?? null} />
      {explained.data ? (
        <>
          <LearnedBases bases={explained.data.bases} site={explained.data.site} />
          <TestedReplies replies={explained.data.replies} onOpen={props.onConversation} />
        </>
      ) : explained.error ? (
        <EmptyState title={errorText(explained.error.code)} />
      ) : (
        <SkeletonRows count={5} height={33} />
      )}
    </>
  );
}
