"use client";
import type { UseMutationResult } from "@tanstack/react-query";
import type { AgentCommands } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import type { CommandOutput, Intent, NameOf, NamesWithoutClientId } from "./command-shapes.ts";
import type { RefusedError } from "./refused-error.ts";
import { useCommand } from "./use-command.ts";

type Name = NameOf<AgentCommands>;

/** Complete by type. */
const withoutClientId: Record<NamesWithoutClientId<AgentCommands>, true> = {
  "desk:open": true,
  "desk:resume": true,
  "colleague:list": true,
  "decision:list": true,
  "decision:full": true,
  "routing:replay-days": true,
  "routing:replay-job": true,
  "canned:list": true,
  "conversation:open": true,
  "conversation:leave": true,
  "conversation:earlier": true,
  "stream:resume": true,
  "conversation:list": true,
  "assist:suggest": true,
  "thresholds:explain": true,
  "typing:set": true,
  "cursor:advance": true,
  "request:list": true,
  "board:open": true,
  "board:leave": true,
  "answer:list": true,
  "answer:get": true,
  "answer:try": true,
  "library:list": true,
  "library:get": true,
  "library:diff": true,
  "library:versions": true,
  "library:collisions": true,
  "library:suggest-questions": true,
  "library:job": true,
  "library:jobs": true,
  "unanswered:list": true,
  "learned:list": true,
  "person:list": true,
  "routing:read": true,
  "settings:get": true,
  "account:get": true,
  "account:change-password": true,
  "account:set-language": true,
};

/** One of the staff's commands as a mutation. What is written into a conversation goes through `useSendReply`. */
export function useAgentCommand<N extends Exclude<Name, "message:send" | "note:add">>(
  name: N,
): UseMutationResult<CommandOutput<AgentCommands, N>, RefusedError, Intent<AgentCommands, N>> {
  const { client } = useAgentValue();
  return useCommand<AgentCommands, N>(client, name, !(name in withoutClientId));
}
