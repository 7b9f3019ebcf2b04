"use client";

import type { AgentView } from "#server/contract/index.ts";
import { useId, useState } from "react";
import { Search, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Seats } from "#components/ui/seats.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { TargetOption } from "./transfer-option.tsx";
import { type TeamLoad, type TransferTarget, transferTargets } from "./transfer-targets.ts";

export interface TransferChoice {
  target: TransferTarget;
  note: string | null;
}

/** Gives a chat to a colleague, who is asked first, or to a team's line; with a note only staff reads. */
export function TransferDialog(props: {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  customerName: string;
  myId: string;
  /** Null while they load. */
  colleagues: { agents: readonly AgentView[]; teams: readonly TeamLoad[] } | null;
  isBusy: boolean;
  onTransfer(choice: TransferChoice): void;
}) {
  const t = useTranslations("workbench.transfer");
  const [search, setSearch] = useState("");
  const [note, setNote] = useState("");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const group = useId();
  const targets =
    props.colleagues && transferTargets(props.colleagues.agents, props.colleagues.teams, props.myId, search);
  const chosen =
    targets && [...targets.agents, ...targets.teams].find(({ id, obstacle }) => id === chosenId && obstacle === null);
  const give = () => chosen && props.onTransfer({ target: chosen, note: note.trim() || null });
  const list = (label: string, options: readonly TransferTarget[]) =>
    options.length > 0 && (
      <fieldset>
        <legend className="px-2 pt-2 pb-1 text-xs text-subtle">{label}</legend>
        {options.map((target) => (
          <TargetOption
            key={target.id}
            name={group}
            isChosen={target.id === chosen?.id}
            isDisabled={target.obstacle !== null}
            onChoose={() => setChosenId(target.id)}
            icon={
              target.kind === "agent" ? (
                <Avatar name={target.name} size="md" presence={presenceOf(target.agent)} />
              ) : (
                <TeamMark />
              )
            }
            title={target.name}
            detail={detailOf(target, t)}
            end={
              target.kind === "agent" ? (
                <Seats used={target.agent.load} total={target.agent.capacity} hasText />
              ) : undefined
            }
          />
        ))}
      </fieldset>
    );
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      title={t("title", { name: props.customerName })}
      description={t("description")}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{t("keep")}</Button>
          <Button variant="primary" isBusy={props.isBusy} disabled={!chosen} onClick={give}>
            {chosen ? t(chosen.kind === "agent" ? "confirmAgent" : "confirmTeam", { name: chosen.name }) : t("confirm")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Input
          type="search"
          autoFocus
          icon={<Search aria-hidden className="icon-sm" />}
          aria-label={t("search")}
          placeholder={t("search")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <div className="-mx-2 h-[min(336px,40vh)] overflow-y-auto">
          {!targets && <SkeletonRows count={5} height={44} />}
          {targets && targets.agents.length + targets.teams.length === 0 && <EmptyState title={t("nobody")} />}
          {targets && list(t("agents"), targets.agents.filter(canTake))}
          {targets && list(t("teams"), targets.teams.filter(canTake))}
          {targets &&
            list(
              t("unavailable"),
              [...targets.teams, ...targets.agents].filter((target) => !canTake(target)),
            )}
        </div>
        <Field label={t("note")} hint={t("noteHint")}>
          <Textarea
            value={note}
            maxLength={2000}
            rows={2}
            hasAutoHeight
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}

const canTake = ({ obstacle }: TransferTarget): boolean => obstacle === null;

function TeamMark() {
  return (
    <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded-full bg-selected text-muted">
      <Users className="icon-sm" />
    </span>
  );
}

function presenceOf(agent: AgentView) {
  if (agent.availability === "offline") return "offline";
  if (agent.presence !== "present") return "away";
  return agent.availability;
}

function detailOf(target: TransferTarget, t: ReturnType<typeof useTranslations<"workbench.transfer">>): string {
  if (target.obstacle !== null) return t(`obstacle.${target.obstacle}`);
  if (target.kind === "team") return t("teamWaiting", { count: target.waiting });
  return target.agent.teams.map(({ name }) => name).join(", ") || t("noTeam");
}
