/** What all clients of a run did, were told and showed: the one side of the comparison; the database is the other. */

/** An answer "stored" that reached a client, for a message or a note. */
export interface AckedMessage {
  by: string;
  clientId: string;
  itemId: string;
  conversationId: string;
  /** In the numbering of this client: public for a customer, full for staff. */
  seq: number;
  isCustomer: boolean;
}

/** The same for anything else that changes something. */
export interface AckedAct {
  by: string;
  personId: string;
  command: string;
  clientId: string;
  input: Readonly<Record<string, unknown>>;
  conversationId: string | null;
}

/** Something that stood in a log on somebody's screen. */
export interface ShownItem {
  by: string;
  conversationId: string;
  publicSeq: number | null;
  fullSeq: number | null;
  text: string | null;
}

/** What must never be seen, by name of the check; each line says who saw what. */
export interface Sights {
  shownTwice: string[];
  outOfOrder: string[];
  vanished: string[];
  changed: string[];
  overCapacity: string[];
}

/** Asked again after a try without an answer, and refused: had that try been done, its answer should have come. */
export interface RefusedRepeat {
  by: string;
  personId: string;
  command: string;
  code: string;
  input: Readonly<Record<string, unknown>>;
}

export class Ledger {
  /** Messages and notes written by people, by client id. */
  readonly attempted = new Map<string, { by: string; text: string }>();
  readonly acked = new Map<string, AckedMessage>();
  readonly acts: AckedAct[] = [];
  readonly shown = new Map<string, ShownItem>();
  readonly sights: Sights = { shownTwice: [], outOfOrder: [], vanished: [], changed: [], overCapacity: [] };
  readonly refusedRepeats: RefusedRepeat[] = [];
  /** Definite refusals by `command code`. */
  readonly refused: Record<string, number> = {};
  /** Calls made again because no answer came. */
  retries = 0;
  reloads = 0;
  /** From the commit of a message to its place on somebody else's open page, ms. */
  readonly lagsMs: number[] = [];
  /** From being able to come back to being whole again, ms; `story` is what happened since the way was lost. */
  readonly reconnects: { by: string; ms: number; story: string }[] = [];
  /** `performance.now()` of each acknowledged accept. */
  readonly acceptedAt: number[] = [];
  resumeBytes = 0;
  resumedItems = 0;
  lateInserts = 0;

  refuse(command: string, code: string): void {
    const key = `${command} ${code}`;
    this.refused[key] = (this.refused[key] ?? 0) + 1;
  }

  ackMessage(message: AckedMessage): void {
    const before = this.acked.get(message.clientId);
    if (before !== undefined && (before.itemId !== message.itemId || before.seq !== message.seq))
      this.sights.shownTwice.push(`${message.by}: ${message.clientId} was acknowledged as two messages`);
    this.acked.set(message.clientId, message);
  }

  /** The first sight of an item; later ones, by anybody, must be the same. */
  show(item: { id: string; seq: number; text: string | null }, seen: ShownItem): void {
    const before = this.shown.get(item.id);
    if (before === undefined) return void this.shown.set(item.id, seen);
    before.publicSeq ??= seen.publicSeq;
    before.fullSeq ??= seen.fullSeq;
    const isSame =
      before.conversationId === seen.conversationId &&
      before.text === seen.text &&
      (seen.publicSeq === null || before.publicSeq === seen.publicSeq) &&
      (seen.fullSeq === null || before.fullSeq === seen.fullSeq);
    if (!isSame) this.sights.changed.push(`${seen.by}: item ${item.id} is not what others saw`);
  }
}

/** The value below which this share of them lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0);
}
