import { createHash } from "node:crypto";
import { refusalOf } from "../contract/errors.ts";
import { seeded } from "../routing/random-shop.ts";
import type { Availability } from "../routing/state.ts";
import type { EventDraft } from "../runtime/dispatcher.ts";
import type { CommandKey } from "../store/command-log.ts";
import { openConversation } from "../store/customers.ts";
import { createMessageLog, type Send } from "../store/message-log.ts";
import { agentSend, customerSend } from "./send-builder.ts";
import type { Shop } from "./shop-builder.ts";
import type { TestNode } from "./test-node.ts";

/** Something that was acknowledged. */
export interface Acknowledged {
  kind: "command" | "message";
  principalId: string;
  clientId: string;
  isRepeat: boolean;
}

export interface RandomWork {
  /** One thing somebody does; null when it was refused. Faults are thrown. */
  doSomething(): Promise<Acknowledged | null>;
  /** The same command on every node that has this seed and number, with the same client id: only one may decide it. */
  doShared(number: number): Promise<Acknowledged | null>;
}

/** A UUID that every process derives alike. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * People of a small shop who do anything, legal or not, on one node: customers who ask, leave and write, agents who
 * answer offers, write, transfer and close, supervisors who move chats.
 */
export function createRandomWork(node: TestNode, shop: Shop, seed: number, name: string): RandomWork {
  const draw = seeded(seed);
  const { dispatcher, database } = node;
  const log = createMessageLog(database.hot);
  let made = 0;
  const upTo = (n: number) => Math.floor(draw() * n);
  const one = <T>(list: readonly T[]): T | undefined => list[upTo(list.length)];
  const newId = () => uuidOf(`${name} ${seed} ${(made += 1)}`);
  const command = (principalId: string, what: string): CommandKey => ({
    principalId,
    clientId: newId(),
    command: what,
    bodyHash: what,
  });

  async function tell(draft: EventDraft, key: CommandKey): Promise<Acknowledged> {
    const { isRepeat } = await dispatcher.dispatch(draft, { command: key, answer: { by: name } });
    return { kind: "command", principalId: key.principalId, clientId: key.clientId, isRepeat };
  }

  async function send(message: Send): Promise<Acknowledged> {
    const clientId = newId();
    const { head, isTurnChanged, turnSeq, isRepeat } = await log.append({ ...message, clientId });
    if (isTurnChanged && head.state !== "library" && (head.turn === "agent" || head.turn === "customer")) {
      await dispatcher
        .dispatch({ type: "turn:changed", conversationId: head.id, turn: head.turn, logSeq: turnSeq })
        .catch(onlyFaults);
    }
    return { kind: "message", principalId: message.authorId, clientId, isRepeat };
  }

  async function handOff(customerId: string, key: CommandKey): Promise<Acknowledged> {
    const conversationId = await openConversation(database.main, { customerId, siteId: shop.siteId });
    const turn = await database.main.query<{ turn_seq: number }>("SELECT turn_seq FROM conversations WHERE id = $1", [
      conversationId,
    ]);
    return tell(
      {
        type: "handoff:requested",
        conversationId,
        customerId,
        teamId: one(shop.teams)?.id ?? "",
        degree: draw() < 0.3 ? null : draw(),
        customerPresentOn: draw() < 0.9 ? [node.epoch] : [],
        turnSeq: turn.rows[0]?.turn_seq ?? 0,
        former: null,
        preferAgentId: draw() < 0.2 ? (one(shop.agentIds) ?? null) : null,
      },
      key,
    );
  }

  /** What can be done depends on what is there, so that most of it is legal. */
  async function choose(): Promise<Acknowledged> {
    const { state } = dispatcher;
    const customer = one(shop.customers)?.id ?? "";
    const offer = one([...state.offers.values()]);
    const chat = one([...state.conversations.values()]);
    const agentId = one(shop.agentIds) ?? "";
    const pick = draw();
    if (pick < 0.2) return handOff(customer, command(customer, "handoff:request"));
    if (pick < 0.45 && offer !== undefined) {
      const type = draw() < 0.75 ? "offer:accepted" : "offer:declined";
      return tell(
        { type, offerId: offer.id, agentId: draw() < 0.95 ? offer.agentId : agentId },
        command(offer.agentId, type),
      );
    }
    if (pick < 0.52) return tell({ type: "tick", turnSeqs: {} }, command(agentId, "tick"));
    if (pick < 0.6 || chat === undefined) {
      const availability: Availability = draw() < 0.75 ? "available" : draw() < 0.5 ? "busy" : "offline";
      return tell(
        { type: "availability:set", agentId, availability, busyReason: null, byId: null },
        command(agentId, "availability:set"),
      );
    }
    const { id: conversationId, customerId, assigneeId } = chat;
    const place = { id: customerId, conversationId };
    if (pick < 0.72)
      return assigneeId !== null && draw() < 0.6
        ? send(agentSend(conversationId, assigneeId))
        : send(customerSend(place));
    if (pick < 0.78)
      return tell(
        {
          type: draw() < 0.5 ? "person:left" : "person:arrived",
          person: "customer",
          conversationId,
          nodeEpoch: node.epoch,
        },
        command(customerId, "presence"),
      );
    if (pick < 0.81)
      return tell(
        { type: draw() < 0.3 ? "person:left" : "person:arrived", person: "agent", agentId, nodeEpoch: node.epoch },
        command(agentId, "presence"),
      );
    if (pick < 0.85)
      return tell(
        { type: "queue:left", conversationId, how: draw() < 0.5 ? "cancelled" : "diverted" },
        command(customerId, "queue:leave"),
      );
    if (pick < 0.9) {
      const toAgentId = draw() < 0.7 ? agentId : null;
      const toTeamId = toAgentId === null ? (one(shop.teams)?.id ?? "") : null;
      return tell(
        { type: "transfer:requested", conversationId, byAgentId: assigneeId ?? agentId, toAgentId, toTeamId },
        command(agentId, "transfer"),
      );
    }
    if (pick < 0.93)
      return tell(
        { type: "conversation:assigned-by-supervisor", conversationId, agentId, byId: agentId },
        command(agentId, "assign"),
      );
    if (pick < 0.95)
      return tell(
        { type: "conversation:requeued", conversationId, teamId: null, byId: agentId },
        command(agentId, "requeue"),
      );
    const by = draw() < 0.6 ? "agent" : "customer";
    return tell(
      { type: "conversation:closed", conversationId, by, byId: by === "agent" ? (assigneeId ?? agentId) : null },
      command(by === "agent" ? agentId : customerId, "close"),
    );
  }

  return {
    // While a copy is loaded anew there is nothing to look at: that, too, is a refusal.
    doSomething: () => choose().catch(onlyFaults),
    doShared(number) {
      const customer = shop.customers[number % shop.customers.length]?.id ?? "";
      return handOff(customer, {
        principalId: customer,
        clientId: uuidOf(`shared ${seed >>> 8} ${number}`),
        command: "handoff:request",
        bodyHash: "shared",
      }).catch(onlyFaults);
    },
  };
}

function onlyFaults(error: unknown): null {
  const code = refusalOf(error)?.code;
  if (code === undefined || code === "internal") throw error;
  return null;
}
