/** Every message once, where and as it was acknowledged, in the order of writing; nothing shown that is not there. */
import type { Ledger } from "../swarm/ledger.ts";
import { readNumber } from "../swarm/numbered-text.ts";
import type { Findings } from "./findings.ts";
import { grouped } from "./grouped.ts";
import type { Stored } from "./stored.ts";

export function checkMessages(findings: Findings, ledger: Ledger, stored: Stored): void {
  checkAcknowledged(findings, ledger, stored);
  checkDoubles(findings, stored);
  checkOrder(findings, stored);
  checkShown(findings, ledger, stored);
}

function checkAcknowledged(findings: Findings, ledger: Ledger, stored: Stored): void {
  const byClientId = grouped(
    stored.items.filter(({ clientId }) => clientId !== null),
    ({ clientId }) => clientId ?? "",
  );
  for (const { by, clientId, itemId, conversationId, seq, isCustomer } of ledger.acked.values()) {
    const row = byClientId.get(clientId)?.find(({ id }) => id === itemId);
    const asTold = isCustomer ? row?.publicSeq : row?.seq;
    if (row === undefined)
      findings.lost.push(`${by}: "${ledger.attempted.get(clientId)?.text}" was acknowledged and is not stored`);
    else if (row.conversationId !== conversationId || asTold !== seq)
      findings.lost.push(`${by}: "${row.text}" is not stored where it was acknowledged`);
    else if (row.text !== ledger.attempted.get(clientId)?.text)
      findings.lost.push(`${by}: "${ledger.attempted.get(clientId)?.text}" is stored as "${row.text}"`);
  }
  for (const [clientId, rows] of byClientId)
    if (rows.length > 1) findings.duplicated.push(`${clientId} is stored ${rows.length} times`);
}

function checkDoubles(findings: Findings, stored: Stored): void {
  const written = stored.items.filter(
    ({ kind, text }) => (kind === "message" || kind === "note") && readNumber(text) !== null,
  );
  for (const [text, rows] of grouped(written, (row) => `${row.authorId} ${row.text}`))
    if (rows.length > 1) findings.duplicated.push(`"${text}" is stored ${rows.length} times`);
  const ids = grouped(stored.items, ({ id }) => id);
  for (const [id, rows] of ids)
    if (rows.length > 1) findings.duplicated.push(`item ${id} is stored ${rows.length} times`);
  // What happens to a conversation once.
  const once = stored.items.filter(({ kind }) => kind === "closed" || kind === "rating");
  for (const [key, rows] of grouped(once, (row) => `${row.conversationId} ${row.kind}`))
    if (rows.length > 1) findings.duplicated.push(key);
}

function checkOrder(findings: Findings, stored: Stored): void {
  for (const [id, items] of stored.itemsOf) {
    items.forEach(({ seq }, at) => {
      if (seq !== at + 1) findings.outOfOrder.push(`${id}: number ${seq} at place ${at + 1}`);
    });
    const publics = items.flatMap(({ publicSeq }) => publicSeq ?? []);
    publics.forEach((seq, at) => {
      if (seq !== at + 1) findings.outOfOrder.push(`${id}: public number ${seq} at place ${at + 1}`);
    });
    const head = stored.conversations.get(id);
    if (head?.seq !== items.length || head.publicSeq !== publics.length)
      findings.outOfOrder.push(`${id}: heads ${head?.seq}/${head?.publicSeq}, items ${items.length}/${publics.length}`);
  }
  const said = new Map<string, number>();
  for (const { text, authorKind } of stored.items) {
    if (authorKind !== "customer" && authorKind !== "agent") continue;
    const found = readNumber(text);
    if (found === null) continue;
    const before = said.get(found.lane) ?? 0;
    if (found.number < before) findings.outOfOrder.push(`${found.lane}: ${found.number} after ${before}`);
    said.set(found.lane, Math.max(found.number, before));
  }
}

function checkShown(findings: Findings, ledger: Ledger, stored: Stored): void {
  const byId = new Map(stored.items.map((item) => [item.id, item]));
  for (const [id, shown] of ledger.shown) {
    const row = byId.get(id);
    const isSame =
      row !== undefined &&
      row.conversationId === shown.conversationId &&
      row.text === shown.text &&
      (shown.publicSeq === null || row.publicSeq === shown.publicSeq) &&
      (shown.fullSeq === null || row.seq === shown.fullSeq);
    if (!isSame)
      findings.phantom.push(
        `${shown.by} was shown ${shown.text === null ? id : `"${shown.text}"`}, which is ${row === undefined ? "not stored" : "stored otherwise"}`,
      );
  }
  findings.duplicated.push(...ledger.sights.shownTwice);
  findings.outOfOrder.push(...ledger.sights.outOfOrder);
  findings.divergedViews.push(...ledger.sights.vanished, ...ledger.sights.changed);
}
