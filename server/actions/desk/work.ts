import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { Availability } from "../../contract/views.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** What an agent decides about themselves and about offers; all of it by the engine. */

/** Only being busy ends by itself. */
export function assertEnd(availability: Availability, until: number | null): void {
  if (until !== null && availability !== "busy") throw new RefusedError("invalid");
}

export async function setAvailability(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["availability:set"]>,
): Promise<Record<string, never>> {
  assertEnd(input.availability, input.until ?? null);
  await app.dispatcher.dispatch(
    {
      type: "availability:set",
      agentId: me.staffId,
      availability: input.availability,
      busyReason: input.availability === "busy" ? input.reason : null,
      byId: null,
      until: input.until ?? null,
      isAutomatic: input.isAutomatic ?? false,
    },
    { command: commandKey(me, "availability:set", input) },
  );
  return {};
}

export async function acceptOffer(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["offer:accept"]>,
): Promise<OutputOf<AgentCommands["offer:accept"]>> {
  const conversationId = app.dispatcher.state.offers.get(input.offerId)?.conversationId;
  const decision = await app.dispatcher.dispatch(
    { type: "offer:accepted", offerId: input.offerId, agentId: me.staffId },
    {
      command: commandKey(me, "offer:accept", input),
      answer: { conversationId: conversationId ?? null },
      guard: (state) => (state.offers.get(input.offerId)?.agentId === me.staffId ? null : "offer_gone"),
    },
  );
  const started = decision.notices.find((notice) => notice.type === "assignment:started");
  const answered = decision.answer as { conversationId: string | null };
  const id = started?.conversationId ?? answered.conversationId;
  if (id === null) throw new RefusedError("offer_gone");
  return { conversationId: id as OutputOf<AgentCommands["offer:accept"]>["conversationId"] };
}

export async function declineOffer(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["offer:decline"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "offer:declined", offerId: input.offerId, agentId: me.staffId },
    {
      command: commandKey(me, "offer:decline", input),
      guard: (state) => (state.offers.get(input.offerId)?.agentId === me.staffId ? null : "offer_gone"),
    },
  );
  return {};
}
