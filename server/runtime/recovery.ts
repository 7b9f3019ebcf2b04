import { refusalOf } from "../contract/errors.ts";
import type { Logger } from "../logging.ts";
import type { RoutingState } from "../routing/state.ts";
import type { Database } from "../store/database.ts";
import { readNodes } from "../store/nodes.ts";
import type { Dispatcher } from "./dispatcher.ts";

/** Epochs on which the engine believes somebody is connected. */
function epochsIn(state: RoutingState): Set<string> {
  const epochs = new Set<string>();
  for (const agent of state.agents.values()) for (const epoch of agent.presentOn) epochs.add(epoch);
  for (const conversation of state.conversations.values())
    for (const epoch of conversation.customerPresentOn) epochs.add(epoch);
  return epochs;
}

/**
 * Declares lost every epoch the engine still counts on and that has no lease any more, lapsed or not: its node died while
 * nobody was there to judge, or told of people after it had been judged.
 */
export async function forgetDeadEpochs(database: Database, dispatcher: Dispatcher): Promise<number> {
  if (!dispatcher.isReady) return 0;
  // In this order: a node has its lease before it tells of anybody.
  const counted = epochsIn(dispatcher.state);
  if (counted.size === 0) return 0;
  const known = new Set((await readNodes(database.main)).map((node) => node.epoch));
  let lost = 0;
  for (const epoch of counted) {
    if (known.has(epoch)) continue;
    await dispatcher.dispatch({ type: "node:lost", nodeEpoch: epoch });
    lost += 1;
  }
  return lost;
}

/**
 * Tells the engine the turns whose telling was lost with a process: the message path stores the number of every change of
 * turn, so the two are compared.
 */
export async function tellLostTurns(database: Database, dispatcher: Dispatcher, log: Logger): Promise<number> {
  const found = await database.main.query<{ id: string; turn: string; turn_seq: number; turn_since: Date }>({
    name: "lost_turns",
    text: `SELECT c.id, c.turn, c.turn_seq, c.turn_since FROM routing_conversations r JOIN conversations c ON c.id = r.id
      WHERE r.ended_at IS NULL AND c.turn_seq > r.turn_seq AND c.turn IN ('agent', 'customer') AND c.turn_since < now() - interval '1 second'`,
  });
  for (const row of found.rows) {
    const turn = row.turn === "agent" ? "agent" : "customer";
    await dispatcher
      .dispatch({
        type: "turn:changed",
        conversationId: row.id,
        turn,
        logSeq: row.turn_seq,
        since: row.turn_since.getTime(),
      })
      .catch((error: unknown) => {
        if (refusalOf(error) === null) log.warn({ err: error }, "a lost turn could not be told");
      });
  }
  return found.rows.length;
}
