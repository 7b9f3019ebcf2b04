"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CustomerOutput } from "./command-shapes.ts";
import { useCustomerValue } from "./customer-context.ts";
import { threadKey } from "./customer-state.ts";
import { createQueryCache } from "./query-cache.ts";
import { queueRequest } from "./queue-message.ts";
import { dataOf, type RefusedError } from "./refused-error.ts";

export interface RequestForm {
  text: string;
  name: string | null;
  contact: string | null;
}
type Left = CustomerOutput<"request:leave">;

/** Leaves a message for later, through the outbox: resolves when it is stored, and goes by itself after a reload. */
export function useLeaveRequest(): {
  leave: (form: RequestForm) => Promise<Left>;
  isPending: boolean;
  error: RefusedError | null;
} {
  const { outbox } = useCustomerValue();
  const queryClient = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation<Left, RefusedError, RequestForm>({
    mutationFn: async (form) => {
      const conversationId = createQueryCache(queryClient).read(threadKey)?.conversations.at(-1)?.id ?? null;
      const { clientId, acked } = queueRequest(outbox, { conversationId, ...form });
      const ack = await acked;
      // The form is still on screen and says why; a second bubble with the same words would not help.
      if (!ack.ok) await outbox.discard(clientId);
      return dataOf(ack) as Left;
    },
  });
  return { leave: mutateAsync, isPending, error };
}
