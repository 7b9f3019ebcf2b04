import type { Random } from "#server/answers/random.ts";
import { loadOf } from "#server/routing/holdings.ts";
import type { Notice } from "#server/routing/outcome.ts";
import { exponential, streamOf } from "./draws.ts";
import { EPOCH, type Shop, TEAM } from "./shop.ts";
import type { Staff } from "./shapes.ts";

const MINUTE = 60_000;
const AGENT = 21;

/** How agents are. */
const REACTION_MEAN_MS = 5_000;
const LAPSES = 0.03;
const DECLINES = 0.02;
const LUNCH_MS = 30 * MINUTE;
const BREAK_EVERY_MS = 150 * MINUTE;
const BREAK_MEAN_MS = 6 * MINUTE;
/** A browser that dies; about every third outlasts the grace. */
const AWAY_EVERY_MS = 600 * MINUTE;
const AWAY_MEAN_MS = 40_000;
/** People come a little before the shop opens, the last a little later than the first. */
const EARLY_MS = 5 * MINUTE;

export interface Worker {
  readonly id: string;
  effortMs: number;
  availableMs: number;
}

interface Agent extends Worker {
  readonly random: Random;
  readonly endsAt: number;
  isPresent: boolean;
  /** Since when available; null while not. */
  availableSince: number | null;
}

/** The agents: they come, answer offers, have lunch, lose their network, and go when their last chat is closed. */
export class Crew {
  readonly workers: Agent[];
  private readonly shop: Shop;

  /** @param lengthMs how long the shop is open from `openedAt` on */
  constructor(shop: Shop, { agents, capacity }: Staff, seed: number, openedAt: number, lengthMs: number) {
    this.shop = shop;
    this.workers = Array.from({ length: agents }, (_, number) => ({
      id: `agent-${number}`,
      random: streamOf(seed, AGENT, number),
      // Half of them stay to the end, half come later or go earlier by up to a fifth of the day.
      endsAt: openedAt + lengthMs * (number % 4 === 1 ? 0.85 : 1),
      effortMs: 0,
      availableMs: 0,
      isPresent: false,
      availableSince: null,
    }));
    for (const { id } of this.workers) shop.must({ type: "agent:changed", agentId: id, capacity, isEnabled: true });
    shop.must({
      type: "team:changed",
      team: {
        id: TEAM,
        agentIds: this.workers.map(({ id }) => id),
        offerMs: 20_000,
        isAutoAccept: false,
        maxWaiting: null,
      },
    });
    for (const [number, agent] of this.workers.entries()) {
      const begins = number % 4 === 3 ? openedAt + 0.15 * lengthMs : openedAt - EARLY_MS;
      this.shop.at(begins + agent.random() * EARLY_MS, () => this.come(agent));
      this.shop.at(agent.endsAt, () => this.leave(agent));
      const lunchAt = openedAt + lengthMs * (0.35 + (0.3 * number) / agents);
      this.shop.at(lunchAt, () => this.pause(agent, "lunch", LUNCH_MS));
    }
    shop.onNotice((notice) => this.hear(notice));
  }

  /** Who is still available adds to their time. */
  finish(): void {
    for (const agent of this.workers) this.note(agent, null);
  }

  worker(id: string): Agent | undefined {
    return this.workers.find((agent) => agent.id === id);
  }

  private come(agent: Agent): void {
    this.arrive(agent);
    this.choose(agent, "available", null);
    this.planBreak(agent);
    this.planAway(agent);
  }

  private arrive(agent: Agent): void {
    if (agent.isPresent) return;
    agent.isPresent = true;
    this.shop.must({ type: "person:arrived", person: "agent", agentId: agent.id, nodeEpoch: EPOCH });
  }

  private choose(agent: Agent, availability: "available" | "busy" | "offline", busyReason: string | null): void {
    this.shop.must({ type: "availability:set", agentId: agent.id, availability, busyReason, byId: null });
    this.note(agent, availability === "available" ? this.shop.now : null);
  }

  private note(agent: Agent, availableSince: number | null): void {
    if (agent.availableSince !== null) agent.availableMs += this.shop.now - agent.availableSince;
    agent.availableSince = availableSince;
  }

  private pause(agent: Agent, reason: string, lengthMs: number): void {
    if (agent.availableSince === null) return;
    this.choose(agent, "busy", reason);
    this.shop.after(lengthMs, () => {
      if (this.shop.now < agent.endsAt) this.choose(agent, "available", null);
    });
  }

  private planBreak(agent: Agent): void {
    this.shop.after(exponential(agent.random, BREAK_EVERY_MS), () => {
      if (this.shop.now >= agent.endsAt) return;
      this.pause(agent, "break", exponential(agent.random, BREAK_MEAN_MS));
      this.planBreak(agent);
    });
  }

  private planAway(agent: Agent): void {
    this.shop.after(exponential(agent.random, AWAY_EVERY_MS), () => {
      if (this.shop.now >= agent.endsAt) return;
      agent.isPresent = false;
      this.shop.must({ type: "person:left", person: "agent", agentId: agent.id, nodeEpoch: EPOCH });
      this.shop.after(exponential(agent.random, AWAY_MEAN_MS), () => this.arrive(agent));
      this.planAway(agent);
    });
  }

  private leave(agent: Agent): void {
    this.choose(agent, "offline", null);
    this.goWhenDone(agent);
  }

  private goWhenDone(agent: Agent): void {
    const isDone = this.shop.now >= agent.endsAt && loadOf(this.shop.state, agent.id) === 0;
    if (!isDone || !agent.isPresent) return;
    agent.isPresent = false;
    this.shop.must({ type: "person:left", person: "agent", agentId: agent.id, nodeEpoch: EPOCH });
  }

  private hear(notice: Notice): void {
    if (notice.type === "offer:made") this.consider(notice.offerId, notice.agentId);
    // In the same step somebody may still be given something: only then is it known whether all is done.
    if (notice.type === "assignment:ended")
      this.shop.after(0, () => {
        const agent = this.worker(notice.agentId);
        if (agent !== undefined) this.goWhenDone(agent);
      });
  }

  private consider(offerId: string, agentId: string): void {
    const agent = this.worker(agentId);
    if (agent === undefined) return;
    const drawn = agent.random();
    const reactionMs = exponential(agent.random, REACTION_MEAN_MS);
    if (drawn < LAPSES) return;
    const type = drawn < LAPSES + DECLINES ? "offer:declined" : "offer:accepted";
    this.shop.after(reactionMs, () => {
      if (this.shop.state.offers.has(offerId)) this.shop.must({ type, offerId, agentId });
    });
  }
}
