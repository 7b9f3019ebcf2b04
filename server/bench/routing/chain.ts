import type { Notice } from "#server/routing/outcome.ts";
import type { EventDraft } from "#server/runtime/decision.ts";
import { handOffOf } from "./crowded-state.ts";
import type { Conversation } from "./shop-size.ts";

/** One person after the other: each knows what comes next from what the last decision told. */
export interface Chain {
  /** The next command; null when there is nobody left to hand off. */
  next(): EventDraft | null;
  /** The next command that settles what is under way: offers are answered, and who began with nobody serves nobody. */
  settle(): EventDraft | null;
  /** What the command just done was answered with. */
  heard(notices: readonly Notice[]): void;
}

export interface ChainOptions {
  /** A chat to begin with: it is closed first. Null: begins with a hand-off. */
  first: { conversationId: string; agentId: string } | null;
  epoch: string;
  /** Somebody new; null when there is nobody left. */
  newcomer(): Conversation | null;
  /** Between 0 and 1, drawn anew each time. */
  draw(): number;
  /** Of the offers made, the share that is declined once. */
  declined?: number;
  /** Of the cycles, the share in which somebody who waits gives up as well, and another comes. */
  cancelled?: number;
}

/**
 * The life of a shop that is full: a chat is closed, the seat is offered to whoever is first in line, accepted and
 * acknowledged, and a new customer comes for the one who left the line.
 */
export function createChain({ first, epoch, newcomer, draw, declined = 0, cancelled = 0 }: ChainOptions): Chain {
  const todo: { kind: "answer" | "close" | "other"; say: () => EventDraft | null }[] = [];
  const plan = (kind: (typeof todo)[number]["kind"], say: () => EventDraft | null): void =>
    void todo.push({ kind, say });
  const takeFirst = (isWanted: (kind: string) => boolean): EventDraft | null => {
    const at = todo.findIndex(({ kind }) => isWanted(kind));
    return at < 0 ? null : (todo.splice(at, 1)[0]?.say() ?? null);
  };
  let handedOff = 0;
  let lastInLine: string | null = null;
  const close = (conversationId: string, agentId: string) => (): EventDraft => ({
    type: "conversation:closed",
    conversationId,
    by: "agent",
    byId: agentId,
  });
  const handOff = (): EventDraft | null => {
    const conversation = newcomer();
    if (conversation === null) return null;
    handedOff += 1;
    lastInLine = conversation.id;
    return handOffOf(conversation, epoch, handedOff);
  };
  const cancel = (): EventDraft | null => {
    const conversationId = lastInLine;
    lastInLine = null;
    return conversationId === null ? handOff() : { type: "queue:left", conversationId, how: "cancelled" };
  };
  const isAnswer = (kind: string): boolean => kind === "answer";
  if (first !== null) plan("close", close(first.conversationId, first.agentId));
  return {
    next: () => takeFirst(isAnswer) ?? (todo.shift()?.say ?? handOff)(),
    settle: () => takeFirst(isAnswer) ?? (first === null ? takeFirst((kind) => kind === "close") : null),
    heard(notices) {
      for (const notice of notices) {
        if (notice.type === "offer:made") {
          const { offerId, agentId, conversationId } = notice;
          if (conversationId === lastInLine) lastInLine = null;
          const type = draw() < declined ? "offer:declined" : "offer:accepted";
          plan("answer", () => ({ type, offerId, agentId }));
        }
        if (notice.type === "assignment:started") {
          const { conversationId, agentId } = notice;
          plan("answer", () => ({ type: "connection:acknowledged", conversationId }));
          plan("other", handOff);
          if (draw() < cancelled) {
            plan("other", cancel);
            plan("other", handOff);
          }
          plan("close", close(conversationId, agentId));
        }
      }
    },
  };
}
