import { v7 as uuidv7 } from "uuid";
import { openDatabase } from "#server/store/database.ts";
import { createDispatcher } from "#server/runtime/dispatcher.ts";
import { createLogger } from "#server/logging.ts";
import type { BenchDatabase } from "../messages/database.ts";
import { seedCustomers } from "../swarm/seed-crowd.ts";

export interface BusyDesk {
  staffId: string;
  /** The chats the agent has, the long one first. */
  conversationIds: string[];
}

const LINE = "A message of about a hundred characters, which is what people write when they ask about an order.";

/** Gives the first agent of the past's shop `chats` live chats, one of them with `long` messages: decided by the engine, as at a desk. */
export async function seedBusyDesk(past: BenchDatabase, chats: number, long: number): Promise<BusyDesk> {
  const staffId = past.pairs[0]?.staffId ?? "";
  const database = openDatabase(past.url, () => undefined);
  const nodeEpoch = uuidv7();
  const log = createLogger({ logLevel: "warn" }, { write: (line: string) => void process.stderr.write(line) });
  const dispatcher = createDispatcher({ database, log, nodeEpoch: () => nodeEpoch, publish: () => undefined });
  try {
    const sql = database.main;
    await sql.query("UPDATE staff SET capacity = $2 WHERE id = $1", [staffId, chats]);
    await sql.query("UPDATE teams SET is_auto_accept = true WHERE id = $1", [past.teamId]);
    const crowd = await seedCustomers(sql, past.siteId, chats);
    await sql.query(
      "UPDATE customers c SET name = 'Customer ' || x.n FROM unnest($1::uuid[]) WITH ORDINALITY AS x(id, n) WHERE c.id = x.id",
      [crowd.map(({ customerId }) => customerId)],
    );
    for (const [at, { conversationId, customerId }] of crowd.entries()) {
      const messages = at === 0 ? long : 12;
      await sql.query(
        `INSERT INTO items (conversation_id, seq, public_seq, id, kind, author_kind, author_id, client_id, body_hash, data, created_at)
          SELECT $1::uuid, n, n, uuidv7(), 'message', 'customer', $2, gen_random_uuid(), left(md5($1::uuid::text || n), 22),
            jsonb_build_object('text', n || ' ' || left($4, 20 + (n * 37) % 200) , 'picture', null, 'reply', null, 'requestId', null, 'answerId', null, 'auto', null),
            now() - ($3::int - n) * interval '7 seconds' FROM generate_series(1, $3::int) n`,
        [conversationId, customerId, messages, `${LINE} ${LINE} ${LINE}`],
      );
      await sql.query(
        "UPDATE conversations SET seq = $2, public_seq = $2, last_text = $3, last_author_kind = 'customer', turn_seq = $2 WHERE id = $1",
        [conversationId, messages, LINE],
      );
    }
    await dispatcher.load();
    await dispatcher.dispatch({ type: "agent:changed", agentId: staffId, capacity: chats, isEnabled: true });
    await dispatcher.dispatch({
      type: "team:changed",
      team: { id: past.teamId, agentIds: [staffId], offerMs: 20_000, isAutoAccept: true, maxWaiting: null },
    });
    await dispatcher.dispatch({ type: "person:arrived", person: "agent", agentId: staffId, nodeEpoch });
    await dispatcher.dispatch({
      type: "availability:set",
      agentId: staffId,
      availability: "available",
      busyReason: null,
      byId: null,
    });
    // Nobody is connected while it is measured: a customer's absence must not end a chat, nor their silence.
    await sql.query(
      'UPDATE sites SET intervals = intervals || \'{"graceCustomerMs": 3600000, "graceAgentMs": 3600000, "quietWarnMs": 3600000, "quietCloseMs": 7200000}\'',
    );
    const { settings } = dispatcher.state;
    await dispatcher.dispatch({
      type: "settings:changed",
      settings: {
        ...settings,
        graceAgentMs: 3_600_000,
        graceCustomerMs: 3_600_000,
        isConnectAckNeeded: false,
        quietWarnMs: 3_600_000,
        quietCloseMs: 7_200_000,
      },
    });
    for (const { conversationId, customerId } of crowd)
      await dispatcher.dispatch({
        type: "handoff:requested",
        conversationId,
        customerId,
        teamId: past.teamId,
        degree: 0.3,
        customerPresentOn: [nodeEpoch],
        turnSeq: 0,
        former: null,
        preferAgentId: null,
      });
    const served = await sql.query("SELECT FROM conversations WHERE assignee_id = $1 AND state = 'served'", [staffId]);
    if (served.rowCount !== chats) throw new Error(`the desk has ${served.rowCount} of ${chats} chats`);
    return { staffId, conversationIds: crowd.map(({ conversationId }) => conversationId) };
  } finally {
    await dispatcher.stop();
    await database.close();
  }
}
