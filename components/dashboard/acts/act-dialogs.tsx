"use client";

import type { Board } from "#server/contract/views.ts";
import { useTranslations } from "next-intl";
import { DecisionDrawer } from "#components/decision/decision-drawer.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useCustomerName } from "../use-words.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { TeamDialog } from "./team-dialog.tsx";
import type { ActRunner, Asked } from "./use-board-acts.ts";

/** The questions the board asks: to whom, and whether really. */
export function ActDialogs({ asked, board, run }: { asked: Asked; board: Board; run: ActRunner }) {
  const t = useTranslations("dashboard.confirm");
  const nameOf = useCustomerName();
  if (asked?.kind === "assign")
    return (
      <AssignDialog
        conversation={asked.conversation}
        board={board}
        busyAgentId={run.agentId}
        onPick={run.assignTo}
        onClose={run.cancel}
      />
    );
  if (asked?.kind === "line")
    return (
      <TeamDialog
        conversation={asked.conversation}
        teams={board.teams}
        isBusy={run.isBusy}
        onPick={run.moveTo}
        onClose={run.cancel}
      />
    );
  if (asked?.kind === "explain")
    return (
      <DecisionDrawer
        conversationId={asked.conversation.id}
        customerName={nameOf(asked.conversation)}
        mayAskAll
        isOpen
        onOpenChange={run.cancel}
      />
    );
  if (asked === null) return null;
  const name = asked.kind === "offline" ? asked.agent.name : nameOf(asked.conversation);
  const count = asked.kind === "offline" ? asked.agent.load : 0;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && run.cancel()}
      title={t(`${asked.kind}.title`, { name })}
      description={t(`${asked.kind}.text`, { name, count })}
      confirmLabel={t(`${asked.kind}.action`)}
      tone={asked.kind === "requeue" ? "primary" : "danger"}
      isBusy={run.isBusy}
      onConfirm={run.confirm}
    />
  );
}
