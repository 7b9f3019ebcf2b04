"use client";

import type { ConversationId } from "#server/contract/ids.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useBoard } from "#components/realtime/use-board.ts";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import { useDesk } from "#components/realtime/use-desk.ts";
import { useServerNow } from "#components/realtime/use-server-now.ts";
import { Pane } from "#components/shell/pane.tsx";
import { ReloadBanner } from "#components/ui/banner.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toast } from "#components/ui/toaster.tsx";
import { ActDialogs } from "./acts/act-dialogs.tsx";
import { AlertList } from "./alerts/alert-list.tsx";
import { useBoardAlerts } from "./alerts/use-board-alerts.ts";
import { useBoardActs } from "./acts/use-board-acts.ts";
import { ConversationDrawer } from "./conversation/conversation-drawer.tsx";
import { DashboardView } from "./dashboard-view.tsx";

/** The supervisor's live board. Fills the frame it stands in. */
export function Dashboard() {
  const t = useTranslations("dashboard");
  const { board } = useBoard();
  const { desk } = useDesk();
  const connection = useConnectionStatus();
  const errorText = useErrorText();
  const now = useServerNow();
  const [teamId, setTeamId] = useState<string | null>(null);
  const [open, setOpen] = useState<{ id: ConversationId; title: string } | null>(null);
  const { acts, asked, ...run } = useBoardActs({
    open: (id, title) => setOpen({ id, title }),
    onDone: (message) => toast.success(message),
    onRefused: (code) => toast.error(errorText(code)),
  });
  const alerting = useBoardAlerts(board, now, acts.openById);
  if (!board)
    return (
      <Pane>
        <span className="sr-only">{t("title")}</span>
        <SkeletonRows count={14} height={33} className="pt-13" />
      </Pane>
    );
  return (
    <div className="flex min-h-0 min-w-0 flex-col [&>*:last-child]:flex-1">
      {connection.status === "reload_needed" && <ReloadBanner className="border-t-0" />}
      <DashboardView
        board={board}
        // Without a connection the waits stand still with everything else.
        now={connection.status === "offline" ? board.at : Math.max(now, board.at)}
        isLive={connection.status === "online"}
        teamId={teamId}
        onTeam={setTeamId}
        busyReasons={desk?.busyReasons ?? []}
        acts={acts}
        alerts={
          <AlertList alerts={alerting.alerts} acts={acts} onDismiss={alerting.dismiss} onClear={alerting.clear} />
        }
        alertCount={alerting.alerts.length}
      />
      {desk && (
        <ConversationDrawer
          id={open?.id ?? null}
          title={open?.title ?? ""}
          me={desk.me}
          owedLimitMs={board.owedLimitMs}
          acts={acts}
          onClose={() => setOpen(null)}
        />
      )}
      <ActDialogs asked={asked} board={board} run={run} />
    </div>
  );
}
