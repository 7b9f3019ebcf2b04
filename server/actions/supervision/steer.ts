import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError, refusalOf } from "../../contract/errors.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { once } from "../../store/command-log.ts";
import { type ConversationWriter, lockConversation, writerOn } from "../../store/conversation-writer.ts";
import { inTransaction } from "../../store/database.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { assertEnd } from "../desk/work.ts";

/** The supervisor's hand: past the order when it must be, always recorded as an override with who did it. */

export async function assignToAgent(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:assign"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    {
      type: "conversation:assigned-by-supervisor",
      conversationId: input.conversationId,
      agentId: input.agentId,
      byId: me.staffId,
    },
    { command: commandKey(me, "conversation:assign", input) },
  );
  return {};
}

export async function requeueConversation(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:requeue"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    {
      type: "conversation:requeued",
      conversationId: input.conversationId,
      teamId: input.teamId ?? null,
      byId: me.staffId,
    },
    { command: commandKey(me, "conversation:requeue", input), facts: { isRequeue: true } },
  );
  return {};
}

/** Ends a conversation that is stuck, in the line, with an agent, or with the library. */
export async function stopConversation(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:stop"]>,
): Promise<Record<string, never>> {
  const key = commandKey(me, "conversation:stop", input);
  try {
    await app.dispatcher.dispatch(
      { type: "conversation:closed", conversationId: input.conversationId, by: "supervisor", byId: me.staffId },
      { command: key },
    );
    return {};
  } catch (error) {
    if (refusalOf(error)?.code !== "not_found") throw error;
  }
  let writer: ConversationWriter | null = null;
  await inTransaction(app.database.main, (sql) =>
    once(sql, key, async () => {
      const row = await lockConversation(sql, input.conversationId);
      if (row === null) throw new RefusedError("not_found");
      if (row.state === "closed") throw new RefusedError("closed");
      if (row.state !== "library") throw new RefusedError("slow_down", { retryAfterMs: 200 });
      const at = row.locked_at;
      writer = writerOn(row);
      writer.change(row.id, {
        state: "closed",
        closed_at: at,
        close_reason: "supervisor",
        turn: "nobody",
        answer_due_at: null,
      });
      writer.add(row.id, {
        kind: "closed",
        author: { kind: "system", id: null, name: null },
        data: { reason: "supervisor", outcome: null },
      });
      await writer.flush(sql);
      return {};
    }),
  );
  for (const { item, row } of (writer as ConversationWriter | null)?.written ?? [])
    app.publish(tellItem(item, row, null));
  return {};
}

export async function setAgentAvailability(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["agent:set-availability"]>,
): Promise<Record<string, never>> {
  assertEnd(input.availability, input.until ?? null);
  await app.dispatcher.dispatch(
    {
      type: "availability:set",
      agentId: input.agentId,
      availability: input.availability,
      busyReason: input.availability === "busy" ? input.reason : null,
      byId: me.staffId,
      until: input.until ?? null,
    },
    { command: commandKey(me, "agent:set-availability", input) },
  );
  return {};
}
