"use client";

import type { Board, ConversationView, TeamId } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useCustomerName } from "../use-words.ts";

/** Chooses the line a conversation goes to, at the place it has. */
export function TeamDialog(props: {
  conversation: ConversationView;
  teams: Board["teams"];
  isBusy: boolean;
  onPick(team: { id: TeamId; name: string }): void;
  onClose(): void;
}) {
  const t = useTranslations("dashboard.team");
  const nameOf = useCustomerName();
  const { conversation } = props;
  const others = props.teams.filter(({ id }) => id !== conversation.teamId);
  const name = nameOf(conversation);
  return (
    <Dialog
      isOpen
      size="sm"
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={t(conversation.state === "waiting" ? "moveTitle" : "requeueTitle", { name })}
      description={t("text")}
    >
      {others.length === 0 && <EmptyState title={t("none")} className="px-0!" />}
      <ul className="-mx-2 flex flex-col">
        {others.map((team) => (
          <li key={team.id}>
            <button
              type="button"
              aria-disabled={props.isBusy || undefined}
              onClick={() => !props.isBusy && props.onPick(team)}
              className="flex w-full items-center gap-3 rounded-sm px-2 py-1.5 text-start -outline-offset-2 hover:bg-control-hover aria-disabled:opacity-50"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{team.name}</span>
                <span className="block truncate text-xs text-muted">
                  {t("waiting", { count: team.waiting })} ·{" "}
                  {t("seats", { free: team.freeSeats, total: team.totalSeats })}
                </span>
              </span>
              {!team.isOpen && <Badge tone="warning">{t("closed")}</Badge>}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
