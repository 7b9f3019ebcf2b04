/** After everything has come to rest: nothing waits for anything, and no seat is held for nobody. */
import type pg from "pg";
import { LEASE_MS } from "#server/store/nodes.ts";
import type { Swarm } from "../swarm/swarm.ts";
import type { Findings } from "./findings.ts";
import type { Stored } from "./stored.ts";

export function checkRest(findings: Findings, stored: Stored, swarm: Swarm): void {
  for (const { id, state, isAnswerDue } of stored.conversations.values()) {
    if (state === "waiting" || state === "served") findings.stuck.push(`conversation ${id} is still ${state}`);
    else if (isAnswerDue && state === "library") findings.stuck.push(`the library owes ${id} an answer`);
  }
  for (const person of swarm.people) {
    if (!person.isSettled()) findings.stuck.push(`${person.name} still has words to send`);
    if (person.isBusyActing()) findings.stuck.push(`${person.name} still waits for an answer`);
    if (!person.isWhole()) findings.stuck.push(`${person.name} is not connected and caught up`);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
/** A dead node's lease has to lapse, and whoever judges it has to have lived for a whole lease: then its people are gone. */
const JUDGED_WITHIN_MS = 3 * LEASE_MS;

/** Seats and presence that belong to nobody any more, once the dead have been judged. */
export async function checkSeats(findings: Findings, pool: pg.Pool): Promise<void> {
  const until = performance.now() + JUDGED_WITHIN_MS;
  let held = await heldByNobody(pool);
  while (held.length > 0 && performance.now() < until) {
    await pause(500);
    held = await heldByNobody(pool);
  }
  findings.leakedSeats.push(...held);
}

async function heldByNobody(pool: pg.Pool): Promise<string[]> {
  const found = await pool.query<{ what: string }>(
    `SELECT 'assignment ' || a.id || ' of ' || a.agent_id AS what FROM assignments a JOIN conversations c ON c.id = a.conversation_id
        WHERE a.ended_at IS NULL AND (c.state <> 'served' OR c.assignee_id IS DISTINCT FROM a.agent_id)
      UNION ALL SELECT 'offer ' || o.id || ' of ' || o.agent_id FROM offers o JOIN conversations c ON c.id = o.conversation_id
        WHERE o.ended_at IS NULL AND c.state NOT IN ('waiting', 'served')
      UNION ALL SELECT 'place in line ' || e.id FROM queue_entries e JOIN conversations c ON c.id = e.conversation_id
        WHERE e.ended_at IS NULL AND c.state <> 'waiting'
      UNION ALL SELECT 'the engine still holds ' || r.id FROM routing_conversations r JOIN conversations c ON c.id = r.id
        WHERE r.ended_at IS NULL AND c.state IN ('closed', 'library')
      UNION ALL SELECT 'count ' || a.served_count || ' of ' || a.id FROM routing_agents a
        WHERE a.served_count <> (SELECT count(*) FROM assignments s WHERE s.agent_id = a.id AND s.ended_at IS NULL AND s.connected_at IS NOT NULL)
      UNION ALL SELECT 'override ' || a.over_by || ' of ' || a.id FROM routing_agents a
        WHERE a.over_by > 0 AND NOT EXISTS (SELECT 1 FROM assignments s WHERE s.agent_id = a.id AND s.ended_at IS NULL)
      UNION ALL SELECT 'presence of ' || a.id || ' on a dead node' FROM routing_agents a, unnest(a.present_on) AS p(epoch)
        WHERE NOT EXISTS (SELECT 1 FROM nodes n WHERE n.epoch = p.epoch AND n.lease_until > now())`,
  );
  return found.rows.map(({ what }) => what);
}
