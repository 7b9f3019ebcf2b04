/** Every acknowledged act is in the log and in the books; nothing done was refused when it was asked for again. */
import type { AckedAct, Ledger } from "../swarm/ledger.ts";
import type { Findings } from "./findings.ts";
import type { Stored } from "./stored.ts";

/** What an act leaves in its conversation's log. */
const marks: Readonly<Record<string, string>> = {
  "handoff:request": "queued",
  "queue:leave": "left_queue",
  "offer:accept": "assigned",
  "transfer:start": "transfer",
  "conversation:assign": "assigned",
  "conversation:requeue": "queued",
  "conversation:close": "closed",
  "conversation:end": "closed",
  "conversation:stop": "closed",
  "conversation:rate": "rating",
};

export function checkActs(findings: Findings, ledger: Ledger, stored: Stored): void {
  const kinds = new Set(stored.items.map(({ conversationId, kind }) => `${conversationId} ${kind}`));
  for (const act of ledger.acts) {
    const { by, personId, command, clientId, conversationId } = act;
    const kind = marks[command];
    // The opening of a connection is acknowledged again by every tab, and logged as it comes.
    if (!stored.commands.has(`${personId} ${clientId}`))
      findings.lost.push(`${by}: ${command} ${clientId} is not in the command log`);
    else if (kind !== undefined && !kinds.has(`${conversationId} ${kind}`))
      findings.lost.push(`${by}: ${command} of ${conversationId} left no "${kind}"`);
    else if (!isOfferEnded(act, stored))
      findings.lost.push(`${by}: ${command} of offer ${String(act.input["offerId"])}`);
  }
  for (const { by, personId, command, code, input } of ledger.refusedRepeats) {
    if (stored.commands.has(`${personId} ${String(input["clientId"])}`))
      findings.lost.push(`${by}: ${command} was done, and then refused (${code})`);
  }
}

function isOfferEnded({ command, input, personId }: AckedAct, stored: Stored): boolean {
  const expected = { "offer:accept": "accepted", "offer:decline": "declined" }[command];
  if (expected === undefined) return true;
  const offer = stored.offers.get(String(input["offerId"]));
  return offer?.state === expected && offer.agentId === personId;
}
