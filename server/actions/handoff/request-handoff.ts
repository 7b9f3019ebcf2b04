import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError, refusalOf } from "../../contract/errors.ts";
import { placeOf } from "../../runtime/places.ts";
import { chapterOf } from "../../store/chapters.ts";
import { openConversation } from "../../store/customers.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";
import { chooseTeam } from "../../store/choose-team.ts";

interface Standing {
  lowest_degree: number | null;
  turn_seq: number;
  former_entered_at: Date | null;
  former_credit_ms: number | null;
  former_ended_at: Date | null;
}

/** Into the line, at a place that the worst match so far and a place lost by being away decide. */
export async function requestHandoff(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["handoff:request"]>,
): Promise<OutputOf<CustomerCommands["handoff:request"]>> {
  const sql = app.database.main;
  let chapter = input.conversationId === null ? null : await chapterOf(sql, me.customerId, input.conversationId);
  if (input.conversationId !== null && chapter === null) throw new RefusedError("not_found");
  if (chapter === null || chapter.state === "closed")
    chapter = await chapterOf(sql, me.customerId, await openConversation(sql, me));
  if (chapter === null) throw new RefusedError("not_found");
  try {
    return await enterLine(app, me, input, chapter.id);
  } catch (error) {
    // It closed while we looked: the customer wants a person all the same.
    if (refusalOf(error)?.code !== "closed") throw error;
    return enterLine(app, me, input, await openConversation(sql, me));
  }
}

async function enterLine(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["handoff:request"]>,
  id: string,
): Promise<OutputOf<CustomerCommands["handoff:request"]>> {
  const sql = app.database.main;
  const [standing, teamId] = await Promise.all([standingOf(app, id), chooseTeam(sql, id)]);
  if (teamId === null) throw new RefusedError("nobody_available");
  const { degree, turnSeq, former } = standing;
  await app.dispatcher.dispatch(
    {
      type: "handoff:requested",
      conversationId: id,
      customerId: me.customerId,
      teamId,
      degree,
      customerPresentOn: app.customerPresence(me.customerId),
      turnSeq,
      former,
      preferAgentId: null,
    },
    { command: commandKey(me, "handoff:request", input) },
  );
  const now = await chapterOf(sql, me.customerId, id);
  if (now === null) throw new RefusedError("not_found");
  return { conversation: now, place: placeOf(app.dispatcher.state, id) };
}

async function standingOf(
  app: App,
  conversationId: string,
): Promise<{
  degree: number | null;
  turnSeq: number;
  former: { enteredAt: number; creditMs: number; endedAt: number } | null;
}> {
  const found = await app.database.main.query<Standing>({
    name: "handoff_standing",
    text: `SELECT c.lowest_degree, c.turn_seq, e.entered_at AS former_entered_at, e.credit_ms AS former_credit_ms, e.ended_at AS former_ended_at FROM conversations c
      LEFT JOIN LATERAL (SELECT entered_at, credit_ms, ended_at FROM queue_entries WHERE conversation_id = c.id AND state = 'abandoned' ORDER BY ended_at DESC LIMIT 1) e ON true
      WHERE c.id = $1`,
    values: [conversationId],
  });
  const row = found.rows[0];
  const former =
    row?.former_entered_at && row.former_ended_at
      ? {
          enteredAt: row.former_entered_at.getTime(),
          creditMs: row.former_credit_ms ?? 0,
          endedAt: row.former_ended_at.getTime(),
        }
      : null;
  return { degree: row?.lowest_degree ?? null, turnSeq: row?.turn_seq ?? 0, former };
}
