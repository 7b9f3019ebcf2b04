"use client";

import type {
  AgentView,
  ConversationId,
  ConversationView,
  ErrorCode,
  StaffId,
  TeamId,
} from "#server/contract/index.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useCustomerName } from "../use-words.ts";
import type { BoardActs } from "./board-acts.ts";

type AvailabilityChoice = Parameters<BoardActs["setAvailability"]>[1];

/** What is being asked before it is done. */
export type Asked =
  | { kind: "assign" | "line" | "explain"; conversation: ConversationView }
  | { kind: "requeue" | "stop"; conversation: ConversationView }
  | { kind: "offline"; agent: { id: StaffId; name: string; load: number }; choice: AvailabilityChoice }
  | null;

export interface ActRunner {
  assignTo(agent: AgentView): void;
  moveTo(team: { id: TeamId; name: string }): void;
  confirm(): void;
  cancel(): void;
  /** Something is on its way; `agentId` names whom a conversation is being given to. */
  isBusy: boolean;
  agentId: StaffId | null;
}

/** The supervisor's hand: asks where it must, runs the command, tells how it went. */
export function useBoardActs(ways: {
  open(id: ConversationId, title: string): void;
  onDone(message: string): void;
  onRefused(code: ErrorCode): void;
}): { acts: BoardActs; asked: Asked } & ActRunner {
  const t = useTranslations("dashboard.done");
  const nameOf = useCustomerName();
  const [asked, setAsked] = useState<Asked>(null);
  const assign = useAgentCommand("conversation:assign");
  const requeue = useAgentCommand("conversation:requeue");
  const stop = useAgentCommand("conversation:stop");
  const setAvailability = useAgentCommand("agent:set-availability");
  const move = useAgentCommand("entry:move");
  const leaving = useAgentCommand("leaving:set");

  const outcome = (message: string) => ({
    onSuccess: () => {
      setAsked(null);
      ways.onDone(message);
    },
    onError: (error: { code: ErrorCode }) => ways.onRefused(error.code),
  });
  const change = (agent: { id: StaffId; name: string }, choice: AvailabilityChoice) =>
    setAvailability.mutate(
      { agentId: agent.id, ...choice },
      outcome(t(`availability.${choice.availability}`, { name: agent.name })),
    );

  const acts: BoardActs = {
    open: (conversation) => ways.open(conversation.id, nameOf(conversation)),
    openById: ways.open,
    assign: (conversation) => setAsked({ kind: "assign", conversation }),
    requeue: (conversation) => setAsked({ kind: "requeue", conversation }),
    changeLine: (conversation) => setAsked({ kind: "line", conversation }),
    explain: (conversation) => setAsked({ kind: "explain", conversation }),
    stop: (conversation) => setAsked({ kind: "stop", conversation }),
    setLeaving: (agent, inMs) =>
      leaving.mutate(
        { agentId: agent.id, inMs },
        outcome(t(inMs === null ? "staying" : "leaving", { name: agent.name })),
      ),
    setAvailability: (agent, choice) =>
      choice.availability === "offline" && agent.load > 0
        ? setAsked({ kind: "offline", agent, choice })
        : change(agent, choice),
  };
  return {
    acts,
    asked,
    assignTo(agent) {
      if (asked?.kind !== "assign") return;
      const { conversation } = asked;
      assign.mutate(
        { conversationId: conversation.id, agentId: agent.id },
        outcome(t("assigned", { customer: nameOf(conversation), name: agent.name })),
      );
    },
    moveTo(team) {
      if (asked?.kind !== "line") return;
      const { conversation } = asked;
      const told = outcome(t("moved", { customer: nameOf(conversation), team: team.name }));
      if (conversation.state === "waiting") move.mutate({ conversationId: conversation.id, teamId: team.id }, told);
      else requeue.mutate({ conversationId: conversation.id, teamId: team.id }, told);
    },
    confirm() {
      if (asked?.kind === "requeue")
        requeue.mutate(
          { conversationId: asked.conversation.id },
          outcome(t("requeued", { customer: nameOf(asked.conversation) })),
        );
      if (asked?.kind === "stop")
        stop.mutate(
          { conversationId: asked.conversation.id },
          outcome(t("stopped", { customer: nameOf(asked.conversation) })),
        );
      if (asked?.kind === "offline") change(asked.agent, asked.choice);
    },
    cancel: () => setAsked(null),
    isBusy: assign.isPending || requeue.isPending || stop.isPending || setAvailability.isPending || move.isPending,
    agentId: assign.isPending ? (assign.variables?.agentId ?? null) : null,
  };
}
