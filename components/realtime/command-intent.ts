import type { Ack } from "#server/contract/errors.ts";
import { newClientId } from "./client-id.ts";
import { isPassingFault } from "./refused-error.ts";

/** How often a state-changing command is repeated by itself when no answer came. */
const TRIES = 2;

/**
 * Sends what a person meant, exactly once: one `clientId` per intent, kept over repeats. Pressing the button again
 * after an unanswered call is the same intent; after an answer, or with another input, it is a new one.
 * @param takesClientId false for commands that change nothing: their strict schemas have no such field
 */
export function createIntent<I extends object, T>(
  call: (input: I & { clientId?: string }) => Promise<Ack<T>>,
  takesClientId: boolean,
): (input: I) => Promise<Ack<T>> {
  let open: { body: string; clientId: string } | null = null;
  return async (input) => {
    if (!takesClientId) return call(input);
    const body = JSON.stringify(input);
    if (open?.body !== body) open = { body, clientId: newClientId() };
    const intent = open;
    let ack = await call({ ...input, clientId: intent.clientId });
    for (let tries = 1; !ack.ok && ack.error.code === "unavailable" && tries < TRIES; tries += 1)
      ack = await call({ ...input, clientId: intent.clientId });
    if (open === intent && (ack.ok || !isPassingFault(ack.error.code))) open = null;
    return ack;
  };
}
