"use client";
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Ack } from "#server/contract/errors.ts";
import type { CommandMap } from "#server/contract/index.ts";
import { createIntent } from "./command-intent.ts";
import type { Call, CommandInput, CommandOutput, Intent, NameOf } from "./command-shapes.ts";
import { dataOf, type RefusedError } from "./refused-error.ts";

/**
 * A command as a TanStack mutation, one intent at a time. Shared by both sides.
 * @param takesClientId whether its schema asks for one
 * @param onAck sees the answer before the mutation resolves
 */
export function useCommand<C extends CommandMap, N extends NameOf<C>>(
  client: { call: Call<C> },
  name: N,
  takesClientId: boolean,
  onAck: (ack: Ack<CommandOutput<C, N>>) => void = () => undefined,
): UseMutationResult<CommandOutput<C, N>, RefusedError, Intent<C, N>> {
  const send = useMemo(
    // The intent with the `clientId` its schema asks for is the input.
    () =>
      createIntent<Intent<C, N>, CommandOutput<C, N>>(
        (input) => client.call(name, input as unknown as CommandInput<C, N>),
        takesClientId,
      ),
    [client, name, takesClientId],
  );
  return useMutation<CommandOutput<C, N>, RefusedError, Intent<C, N>>({
    mutationKey: [name],
    mutationFn: async (intent) => {
      const ack = await send(intent);
      onAck(ack);
      return dataOf(ack);
    },
  });
}
