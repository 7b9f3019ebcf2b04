"use client";
import type { UseMutationResult } from "@tanstack/react-query";
import type { CustomerCommands } from "#server/contract/index.ts";
import type { CommandOutput, Intent, NameOf, NamesWithoutClientId } from "./command-shapes.ts";
import { useCustomerValue } from "./customer-context.ts";
import { takeCommandAck } from "./customer-session.ts";
import type { RefusedError } from "./refused-error.ts";
import { useCommand } from "./use-command.ts";

type Name = NameOf<CustomerCommands>;

/** Complete by type, so the page needs no schema to know it. */
const withoutClientId: Record<NamesWithoutClientId<CustomerCommands>, true> = {
  "thread:open": true,
  "thread:earlier": true,
  "stream:resume": true,
  "typing:set": true,
  "cursor:advance": true,
  "profile:set": true,
};

/** One of a customer's commands as a mutation. What they write goes through `useSendMessage` and `useLeaveRequest`. */
export function useCustomerCommand<N extends Exclude<Name, "message:send" | "request:leave">>(
  name: N,
): UseMutationResult<CommandOutput<CustomerCommands, N>, RefusedError, Intent<CustomerCommands, N>> {
  const { client, session } = useCustomerValue();
  return useCommand<CustomerCommands, N>(client, name, !(name in withoutClientId), (ack) =>
    takeCommandAck(session, name, ack),
  );
}
