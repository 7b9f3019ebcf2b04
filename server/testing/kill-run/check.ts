import type { StateRows } from "../../routing/state.ts";
import { differencesOf, verifyRouting } from "../../runtime/verify.ts";
import { inSnapshot, type Database } from "../../store/database.ts";
import { readStateRows } from "../../store/routing-rows.ts";
import type { RealAgent, RealCustomer } from "../real-clients.ts";
import type { Acknowledged, Work } from "./people.ts";

export interface Findings {
  /** Acknowledged, and not there as it was acknowledged. */
  lost: string[];
  /** Done by a try without an answer, and refused when it was asked for again. */
  forgotten: string[];
  /** Stored or shown twice. */
  doubled: string[];
  /** Holes, or words of one person in another order than they were written. */
  disordered: string[];
  /** A page shows something else than is stored. */
  diverged: string[];
  /** Neither closed nor with the library, or the library still owes an answer. */
  stuck: string[];
  /** Load without a chat or an offer. */
  seatsLeaked: string[];
  /** The engine's copy, its rows and the replay of its journal differ. */
  engineDiffers: string[];
}

interface ItemRow {
  id: string;
  conversation_id: string;
  seq: number;
  public_seq: number | null;
  kind: string;
  author_kind: string;
  author_name: string | null;
  client_id: string | null;
  text: string | null;
  customer_id: string;
}

/** What must hold after everything has come to rest. */
export async function check(
  database: Database,
  look: () => Promise<StateRows>,
  { acknowledged, refusedAfterRetry }: Work,
  customers: readonly RealCustomer[],
  agents: readonly RealAgent[],
): Promise<Findings> {
  const sql = database.main;
  const { copy, rows } = await atOneMoment(database, look);
  const { rows: items } = await sql.query<ItemRow>(
    `SELECT i.id, i.conversation_id, i.seq, i.public_seq, i.kind, i.author_kind, i.author_name, i.client_id, i.data->>'text' AS text, c.customer_id
      FROM items i JOIN conversations c ON c.id = i.conversation_id ORDER BY c.opened_at, c.id, i.seq`,
  );
  const findings: Findings = {
    lost: [],
    forgotten: [],
    doubled: [],
    disordered: [],
    diverged: [],
    stuck: [],
    seatsLeaked: [],
    engineDiffers: [],
  };
  checkSends(findings, items, acknowledged);
  checkActs(findings, items, acknowledged);
  findings.forgotten.push(...(await forgottenAnswers(database, items, refusedAfterRetry)));
  checkOrder(findings, items);
  for (const page of customers) checkPage(findings, items, page);
  for (const { person, desk } of agents) {
    const held = desk();
    if (held === undefined || held.conversations.length > 0 || held.offers.length > 0 || held.load !== 0)
      findings.diverged.push(`${person.name}'s desk is not empty`);
  }
  const stuck = await sql.query<{ id: string; state: string }>(
    `SELECT id, state FROM conversations WHERE state IN ('waiting', 'served') OR answer_due_at IS NOT NULL`,
  );
  findings.stuck.push(...stuck.rows.map(({ id, state }) => `${id} ${state}`));
  findings.seatsLeaked.push(
    ...copy.agents.filter(({ servedCount, overBy }) => servedCount !== 0 || overBy !== 0).map(({ id }) => id),
    ...copy.assignments.map(({ id }) => `assignment ${id}`),
    ...copy.offers.map(({ id }) => `offer ${id}`),
  );
  // Of all the processes only the last one lives.
  for (const { id, presentOn } of copy.agents)
    if (presentOn.length > 1) findings.seatsLeaked.push(`presence of ${id} on a dead node`);
  findings.engineDiffers.push(...differencesOf(rows, copy), ...(await verifyRouting(database.main)).differences);
  return findings;
}

/** The copy and the rows at one journal number: thresholds and presence are decided about at any moment. */
async function atOneMoment(
  database: Database,
  look: () => Promise<StateRows>,
): Promise<{ copy: StateRows; rows: StateRows }> {
  for (let tries = 1; ; tries += 1) {
    const copy = await look();
    const rows = await inSnapshot(database.main, readStateRows);
    if (rows.meta.seq === copy.meta.seq || tries === 50) return { copy, rows };
  }
}

function checkSends(findings: Findings, items: readonly ItemRow[], acknowledged: readonly Acknowledged[]): void {
  const byClientId = new Map<string, ItemRow[]>();
  for (const item of items)
    if (item.client_id !== null) byClientId.set(item.client_id, [...(byClientId.get(item.client_id) ?? []), item]);
  for (const [clientId, rows] of byClientId) if (rows.length > 1) findings.doubled.push(`stored twice: ${clientId}`);
  for (const { clientId, item, by } of acknowledged) {
    if (item === null) continue;
    const [row] = byClientId.get(clientId) ?? [];
    const seq = row?.author_kind === "customer" ? row.public_seq : row?.seq;
    if (row?.id !== item.id || row.conversation_id !== item.conversationId || seq !== item.seq)
      findings.lost.push(`${by}: ${clientId}`);
  }
}

const marks: Record<string, string> = {
  "handoff:request": "queued",
  "offer:accept": "assigned",
  "conversation:close": "closed",
  "conversation:rate": "rating",
};

/** An acknowledged act stands in the log, once for each acknowledgement where it can happen once. */
function checkActs(findings: Findings, items: readonly ItemRow[], acknowledged: readonly Acknowledged[]): void {
  const counts = new Map<string, number>();
  for (const { conversation_id: id, kind } of items)
    counts.set(`${id} ${kind}`, (counts.get(`${id} ${kind}`) ?? 0) + 1);
  for (const { by, command, conversationId } of acknowledged) {
    const kind = marks[command];
    if (kind !== undefined && !counts.has(`${conversationId} ${kind}`))
      findings.lost.push(`${by}: ${command} of ${conversationId}`);
  }
  for (const [key, count] of counts) if (count > 1 && /(closed|rating)$/.test(key)) findings.doubled.push(key);
}

/** The command log outlives the process: a repeat is answered as the first try would have been. */
async function forgottenAnswers(
  database: Database,
  items: readonly ItemRow[],
  refused: Work["refusedAfterRetry"],
): Promise<string[]> {
  const { rows } = await database.main.query<{ id: string }>(`SELECT id FROM offers WHERE state = 'accepted'`);
  const accepted = new Set(rows.map(({ id }) => id));
  return refused.flatMap(({ by, command, code, body }) => {
    const isDone =
      (command === "offer:accept" && accepted.has(String(body["offerId"]))) ||
      (command === "handoff:request" && code.startsWith("already_")) ||
      (command === "conversation:rate" && code === "already_rated") ||
      (command === "conversation:close" &&
        items.some(
          (item) =>
            item.kind === "closed" && item.author_name === by && item.conversation_id === body["conversationId"],
        ));
    return isDone ? [`${by}: ${command} (${code})`] : [];
  });
}

function checkOrder(findings: Findings, items: readonly ItemRow[]): void {
  const heads = new Map<string, number>();
  const said = new Map<string, number>();
  for (const { conversation_id: id, seq, kind, author_kind: author, text } of items) {
    if (seq !== (heads.get(id) ?? 0) + 1) findings.disordered.push(`hole before ${id} ${seq}`);
    heads.set(id, seq);
    if (kind !== "message" || (author !== "customer" && author !== "agent")) continue;
    const [, name = "", number = "0"] = /^(.*) (\d+)$/.exec(text ?? "") ?? [];
    // A customer's words are numbered over all chapters, an agent's within each lane.
    const lane = author === "customer" ? name : `${name} ${id}`;
    if (Number(number) <= (said.get(lane) ?? 0)) findings.disordered.push(`${lane}: ${number}`);
    said.set(lane, Number(number));
  }
}

/** A page that has been open all the time shows exactly what is stored, once and in order. */
function checkPage(findings: Findings, items: readonly ItemRow[], page: RealCustomer): void {
  const stored = items
    .filter((item) => item.customer_id === page.customer.customerId && item.public_seq !== null)
    .map(({ id }) => id);
  const shown = page.items().map(({ id }) => id);
  if (new Set(shown).size !== shown.length) findings.doubled.push(`shown twice to ${page.customer.customerId}`);
  if (shown.join() !== stored.join())
    findings.diverged.push(`${page.customer.customerId} sees ${shown.length} of ${stored.length}`);
  if (page.outbox.entries().length > 0) findings.stuck.push(`${page.customer.customerId} still has words to send`);
}
