/**
 * Customers and agents at work, with the browser's own client. Each reacts to what the page shows; whatever they do is
 * written down when the server has acknowledged it.
 */
import { v4 as uuidv4 } from "uuid";
import type { Ack } from "../../contract/errors.ts";
import type { RealAgent, RealCustomer } from "../real-clients.ts";

export interface Acknowledged {
  by: string;
  command: string;
  clientId: string;
  /** Of a message: its item. */
  item: { id: string; conversationId: string; seq: number } | null;
  conversationId: string | null;
}

export interface Work {
  acknowledged: Acknowledged[];
  /** Definite refusals, by code. */
  refused: Record<string, number>;
  /** Calls that ended without an answer and were made again. */
  retries: number;
  /** Refused only after such a try: had that one been done, its answer should have come. */
  refusedAfterRetry: { by: string; command: string; code: string; body: Record<string, unknown> }[];
  isDraining: boolean;
  /** Acts of customers that are under way: one may yet bring a conversation into the line, or rate one. */
  acting: Set<Promise<unknown>>;
  random(): number;
  /** Called after each acknowledgement. */
  onAcknowledged(): void;
}

type Input = Record<string, unknown>;
type AnyCall = (name: string, input: Input) => Promise<Ack<unknown>>;
const passing = new Set(["unavailable", "slow_down", "internal"]);

/** Asks again with the same clientId until there is an answer that counts. */
async function persist(work: Work, by: string, call: AnyCall, command: string, body: Input): Promise<boolean> {
  const input = { clientId: uuidv4(), ...body };
  for (let tries = 1; ; tries += 1) {
    const ack = await call(command, input);
    if (ack.ok) {
      const found = ack.data as { conversation?: { id: string }; conversationId?: string };
      note(work, {
        by,
        command,
        clientId: input.clientId,
        item: null,
        conversationId:
          found.conversation?.id ?? found.conversationId ?? (body["conversationId"] as string | undefined) ?? null,
      });
      return true;
    }
    if (!passing.has(ack.error.code)) {
      work.refused[ack.error.code] = (work.refused[ack.error.code] ?? 0) + 1;
      if (tries > 1) work.refusedAfterRetry.push({ by, command, code: ack.error.code, body });
      return false;
    }
    work.retries += 1;
    await new Promise((resolve) => setTimeout(resolve, ack.error.retryAfterMs ?? 50));
  }
}

function note(work: Work, what: Acknowledged): void {
  work.acknowledged.push(what);
  work.onAcknowledged();
}

interface Sent {
  outbox: RealCustomer["outbox"];
  by: string;
  lane: string;
  command: "message:send" | "note:add";
}

/** Through the outbox, as a composer does. */
function write(work: Work, { outbox, by, lane, command }: Sent, input: Input): void {
  const { clientId, acked } = outbox.add({ lane, command, input: input as never });
  void acked.then((ack) => {
    if (!ack.ok) {
      work.refused[ack.error.code] = (work.refused[ack.error.code] ?? 0) + 1;
      void outbox.discard(clientId);
      return;
    }
    const { item } = ack.data as { item: NonNullable<Acknowledged["item"]> };
    note(work, { by, command, clientId, item, conversationId: item.conversationId });
  });
}

/** Asks twice, wants a person, chats in bursts until it is over, rates, begins anew. */
export function liveAsCustomer(page: RealCustomer, name: string, work: Work): void {
  const call = page.client.call as unknown as AnyCall;
  let said = 0;
  let asked = 0;
  let isActing = false;
  const rated = new Set<string>();
  let wroteIn: string | null = null;

  function say(conversationId: string | null, count: number): void {
    for (let at = 0; at < count; at += 1)
      write(
        work,
        { outbox: page.outbox, by: name, lane: "thread", command: "message:send" },
        { conversationId, text: `${name} ${(said += 1)}`, mediaId: null, answerId: null },
      );
  }
  function act(command: string, body: Input): void {
    isActing = true;
    const done = persist(work, name, call, command, body).then(() => {
      isActing = false;
      work.acting.delete(done);
      step();
    });
    work.acting.add(done);
  }
  function step(): void {
    const chapter = page.thread()?.conversations.at(-1);
    if (page.thread() === undefined || isActing || page.outbox.entries().length > 0) return;
    const last = page.items().at(-1);
    if (chapter === undefined || chapter.state === "closed") {
      if (chapter !== undefined && !rated.has(chapter.id)) {
        rated.add(chapter.id);
        if (work.random() < 0.5)
          return act("conversation:rate", { conversationId: chapter.id, score: 5, comment: null });
      }
      if (work.isDraining) return;
      asked = 0;
      return say(chapter?.id ?? null, 1);
    }
    // Answers to what was just written may still be on their way.
    if (last?.conversationId !== chapter.id) return;
    if (chapter.state === "library") {
      if (work.isDraining || last.author.kind === "customer") return;
      asked += 1;
      if (asked < 2) return say(chapter.id, 2);
      return act("handoff:request", { conversationId: chapter.id });
    }
    if (chapter.state === "waiting") {
      if (wroteIn === chapter.id || work.isDraining) return;
      wroteIn = chapter.id;
      return say(chapter.id, 1);
    }
    const isMyTurn = last.kind === "assigned" || (last.kind === "message" && last.author.kind === "agent");
    if (isMyTurn && !work.isDraining) say(chapter.id, 1 + Math.floor(work.random() * 3));
  }
  page.watch(step);
  step();
}

const REPLIES = 2;

/** Accepts most offers, replies to what is written, notes sometimes, closes after a few replies. */
export function workAsAgent(page: RealAgent, work: Work): void {
  const { name } = page.person;
  const call = page.client.call as unknown as AnyCall;
  const acting = new Set<string>();
  const replied = new Map<string, { seq: number; count: number }>();
  let said = 0;

  function act(key: string, command: string, body: Input): void {
    acting.add(key);
    void persist(work, name, call, command, body).then((isDone) => {
      // A refused act may be tried again when the page shows a reason for it.
      if (!isDone) acting.delete(key);
    });
  }
  function serve(conversationId: string): void {
    const open = page.conversation(conversationId);
    if (open === undefined || acting.has(`close ${conversationId}`)) return;
    const before = replied.get(conversationId) ?? { seq: 0, count: 0 };
    const newest = open.log.items.findLast((item) => item.kind === "message" && item.author.kind === "customer");
    const isWriting = page.outbox.entries().some(({ lane }) => lane === conversationId);
    if (isWriting) return;
    if (
      before.count >= REPLIES ||
      (work.isDraining && newest !== undefined && newest.seq <= before.seq) ||
      (work.isDraining && newest === undefined)
    ) {
      return act(`close ${conversationId}`, "conversation:close", {
        conversationId,
        outcome: { isSolved: true, category: null },
      });
    }
    if (newest === undefined || newest.seq <= before.seq) return;
    replied.set(conversationId, { seq: newest.seq, count: before.count + 1 });
    const sent = { outbox: page.outbox as RealCustomer["outbox"], by: name, lane: conversationId };
    if (work.random() < 0.3)
      write(work, { ...sent, command: "note:add" }, { conversationId, text: `${name} notes ${(said += 1)}` });
    write(
      work,
      { ...sent, command: "message:send" },
      { conversationId, text: `${name} ${(said += 1)}`, mediaId: null, answerId: null },
    );
  }
  function step(): void {
    const desk = page.desk();
    if (desk === undefined) return;
    for (const { id } of desk.offers) {
      if (acting.has(id)) continue;
      act(id, !work.isDraining && work.random() < 0.25 ? "offer:decline" : "offer:accept", { offerId: id });
    }
    for (const { id } of desk.conversations) serve(id);
  }
  page.watch(step);
  act("available", "availability:set", { availability: "available", reason: null });
}
