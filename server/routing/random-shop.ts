/**
 * Test support: a small shop in which anything may happen, legal or not, from one seed.
 * It looks at the state it steps, so that most events hit something that is really there.
 */
import { dueAutomatics } from "./automatics.ts";
import type { RoutingEvent } from "./events.ts";
import { randomDeskEvent, randomDeskRules } from "./random-desk.ts";
import { randomAbilities, randomLineEvent, randomLineRules, randomWants, randomWeights } from "./random-line.ts";
import type { Loose } from "./scene.ts";
import { DEFAULT_SETTINGS, type RoutingState } from "./state.ts";

type Draw = () => number;

/** mulberry32 (Tommy Ettinger, public domain): numbers in [0, 1). */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const AGENTS = ["a1", "a2", "a3", "a4", "a5", "a6"];
const TEAMS = ["t1", "t2", "t3"];
const NODES = ["n1", "n2"];
const CUSTOMERS = Array.from({ length: 24 }, (_, i) => `k${i}`);
export const SHOP_OPENS_AT = 1_700_000_000_000;

export class RandomShop {
  private readonly draw: Draw;
  private at = SHOP_OPENS_AT;
  private count = 0;
  private readonly opening: Loose[];

  constructor(seed: number) {
    this.draw = seeded(seed);
    this.opening = [
      ...AGENTS.map((agentId) => ({
        type: "agent:changed" as const,
        agentId,
        capacity: 1 + this.upTo(3),
        isEnabled: true,
        ...randomAbilities(this.draw),
      })),
      ...TEAMS.map((id) => ({ type: "team:changed" as const, team: this.team(id) })),
      ...AGENTS.map((agentId) => ({
        type: "person:arrived" as const,
        person: "agent" as const,
        agentId,
        nodeEpoch: this.one(NODES),
      })),
      ...AGENTS.map((agentId) => ({
        type: "availability:set" as const,
        agentId,
        availability: "available" as const,
        busyReason: null,
        byId: null,
      })),
    ];
  }

  /** The next event; `state` is only read. */
  next(state: RoutingState): RoutingEvent {
    const chance = this.draw();
    if (this.opening.length === 0) {
      if (chance < 0.75) this.at += this.upTo(3_000);
      else if (chance < 0.9) this.at += this.upTo(30_000);
      else if (chance < 0.92) this.at += this.upTo(400_000);
    }
    this.count += 1;
    const loose = this.opening.shift() ?? this.anything(state);
    const at = chance > 0.998 ? this.at - 60_000 : this.at;
    return { id: `e${this.count}`, at, ...loose };
  }

  private upTo(n: number): number {
    return Math.floor(this.draw() * n);
  }

  private one<T>(list: readonly T[]): T {
    return list[this.upTo(list.length)] as T;
  }

  private is(probability: number): boolean {
    return this.draw() < probability;
  }

  /** Mostly one that is alive, sometimes one that never was. */
  private of(rows: ReadonlyMap<string, unknown>): string {
    if (rows.size === 0 || this.is(0.04)) return "nobody";
    let left = this.upTo(rows.size);
    for (const id of rows.keys()) {
      if (left === 0) return id;
      left -= 1;
    }
    return "nobody";
  }

  private team(id: string) {
    const agentIds = AGENTS.filter(() => this.is(0.55));
    const maxWaiting = this.is(0.7) ? null : this.upTo(6);
    const line = { offerMs: 10_000 + this.upTo(20_000), isAutoAccept: this.is(0.25), maxWaiting };
    return { id, agentIds, ...line, ...randomDeskRules(this.draw), ...randomLineRules(this.draw, TEAMS, this.at) };
  }

  private turnSeqs(state: RoutingState): Record<string, number> {
    const seqs: Record<string, number> = {};
    for (const { conversationId, turnSeq } of dueAutomatics(state, this.at)) {
      if (this.is(0.08)) continue;
      seqs[conversationId] = this.is(0.1) ? turnSeq + 1 : turnSeq;
    }
    return seqs;
  }

  private anything(state: RoutingState): Loose {
    const pick = this.upTo(100);
    if (pick < 18 || (pick < 40 && state.offers.size === 0 && this.is(0.8))) return this.handoff();
    if (pick < 40) return this.offerAnswer(state);
    if (pick < 58) return { type: "tick", turnSeqs: this.turnSeqs(state) };
    if (pick < 70) return this.talk(state);
    if (pick < 73) {
      return randomLineEvent(this.draw, state, this.at, { agentId: this.one(AGENTS), teamId: this.one(TEAMS) });
    }
    if (pick < 78) return randomDeskEvent(this.draw, state, this.at, this.one(AGENTS));
    if (pick < 89) return this.people(state);
    if (pick < 95) return this.moves(state);
    return this.office(state);
  }

  private handoff(): Loose {
    const isRestored = this.is(0.15);
    const endedAt = this.at - this.upTo(900_000);
    return {
      type: "handoff:requested",
      conversationId: this.is(0.9) ? `c${this.count}` : `c${this.upTo(this.count)}`,
      customerId: this.one(CUSTOMERS),
      teamId: this.is(0.97) ? this.one(TEAMS) : "t9",
      degree: this.is(0.3) ? null : this.is(0.97) ? this.draw() : 1.5,
      customerPresentOn: this.is(0.9) ? [this.one(NODES)] : [],
      turnSeq: 1 + this.upTo(3),
      former: isRestored ? { enteredAt: endedAt - this.upTo(600_000), creditMs: this.upTo(700_000), endedAt } : null,
      preferAgentId: this.is(0.25) ? this.one(AGENTS) : null,
      ...randomWants(this.draw),
    };
  }

  private offerAnswer(state: RoutingState): Loose {
    const offerId = this.of(state.offers);
    const agentId = this.is(0.95) ? (state.offers.get(offerId)?.agentId ?? "a1") : this.one(AGENTS);
    return { type: this.is(0.6) ? "offer:accepted" : "offer:declined", offerId, agentId };
  }

  private talk(state: RoutingState): Loose {
    const conversationId = this.of(state.conversations);
    const row = state.conversations.get(conversationId);
    if (this.is(0.4)) return { type: "connection:acknowledged", conversationId };
    const turn = this.is(0.75) ? (row?.turn === "agent" ? "customer" : "agent") : (row?.turn ?? "agent");
    const logSeq = (row?.turnSeq ?? 0) + this.upTo(4);
    const since = this.is(0.5) ? {} : { since: this.at - this.upTo(8_000) };
    return { type: "turn:changed", conversationId, turn, logSeq, ...since };
  }

  private people(state: RoutingState): Loose {
    const conversationId = this.of(state.conversations);
    const agentId = this.is(0.98) ? this.one(AGENTS) : "nobody";
    const nodeEpoch = this.one(NODES);
    const who = this.is(0.5) ? { person: "agent" as const, agentId } : { person: "customer" as const, conversationId };
    if (this.is(0.04)) return { type: "node:lost", nodeEpoch };
    if (this.is(0.3)) return { type: "person:left", ...who, nodeEpoch };
    if (this.is(0.5)) return { type: "person:arrived", ...who, nodeEpoch };
    const availability = this.is(0.65) ? "available" : this.is(0.6) ? "busy" : "offline";
    return { type: "availability:set", agentId, availability, busyReason: this.is(0.7) ? "lunch" : null, byId: null };
  }

  private moves(state: RoutingState): Loose {
    const isHeld = this.is(0.7) && state.assignments.size > 0;
    const held = state.assignments.get(this.of(state.assignments))?.conversationId;
    const conversationId = isHeld && held !== undefined ? held : this.of(state.conversations);
    const holder = state.conversations.get(conversationId)?.assigneeId ?? this.one(AGENTS);
    const byAgentId = this.is(0.95) ? holder : this.one(AGENTS);
    const kind = this.upTo(14);
    if (kind < 4)
      return { type: "transfer:requested", conversationId, byAgentId, toAgentId: this.one(AGENTS), toTeamId: null };
    if (kind < 6)
      return { type: "transfer:requested", conversationId, byAgentId, toAgentId: null, toTeamId: this.one(TEAMS) };
    if (kind < 7) return { type: "transfer:withdrawn", conversationId, byAgentId };
    if (kind < 9)
      return { type: "conversation:assigned-by-supervisor", conversationId, agentId: this.one(AGENTS), byId: "s1" };
    if (kind < 10)
      return {
        type: "conversation:requeued",
        conversationId,
        teamId: this.is(0.5) ? null : this.one(TEAMS),
        byId: "s1",
      };
    if (kind < 11) return { type: "queue:left", conversationId, how: this.is(0.5) ? "cancelled" : "diverted" };
    const by = this.one(["agent", "agent", "customer", "supervisor"] as const);
    return { type: "conversation:closed", conversationId, by, byId: by === "agent" ? byAgentId : null };
  }

  private office(state: RoutingState): Loose {
    const agentId = this.is(0.95) ? this.one(AGENTS) : "a7";
    const teamId = this.one(TEAMS);
    const kind = this.upTo(12);
    if (kind < 4)
      return {
        type: "agent:changed",
        agentId,
        capacity: this.upTo(4),
        isEnabled: this.is(0.8),
        ...randomAbilities(this.draw),
      };
    if (kind < 7) return { type: "team:changed", team: this.team(teamId) };
    if (kind === 7) return { type: "team:removed", teamId };
    if (kind === 8) return { type: "agent:removed", agentId };
    if (kind === 9) return { type: "outage:ended", lengthMs: this.upTo(90_000) };
    if (kind === 10) {
      const quietWarnMs = this.is(0.8) ? 20_000 + this.upTo(100_000) : null;
      const creditBoundMs = this.upTo(600_000);
      return {
        type: "settings:changed",
        settings: {
          ...DEFAULT_SETTINGS,
          quietWarnMs,
          creditBoundMs,
          isConnectAckNeeded: this.is(0.7),
          weights: randomWeights(this.draw),
        },
      };
    }
    const thresholds = {
      single: 0.4,
      mean: 0.5,
      baseSingle: 0.4,
      baseMean: 0.5,
      idleness: this.draw(),
      waiting: state.entries.size,
      reason: "idle",
      at: this.at,
    };
    return { type: "thresholds:moved", teamId, thresholds };
  }
}
