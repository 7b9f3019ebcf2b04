import type { Outcome } from "#server/routing/outcome.ts";
import { seats } from "#server/routing/queries.ts";
import type { AgentRow, RoutingState } from "#server/routing/state.ts";
import { quantile } from "#server/bench/metrics.ts";
import { deviation, mean } from "./figures.ts";

/** What a day of the shop came to, told from what the engine decided; shares in percent of what they are named after. */
export interface ReplayFigures {
  /** Came into a line, those who were in it already when the day began included. */
  enteredLine: number;
  /** Of them: reached an agent; gave up or were lost; went to the message box, by themselves or sent there. */
  served: number;
  abandoned: number;
  diverted: number;
  /** Moved to another team's line because theirs was full, closed, empty or too slow. */
  overflowed: number;
  /** Still in line when it ended. */
  stillWaiting: number;
  /** In the line, until the first agent or until they left it. */
  waitMeanMs: number;
  waitP50Ms: number;
  waitP90Ms: number;
  waitP99Ms: number;
  /** Of those who entered the line and left it. */
  abandonedPercent: number;
  /** Of the conversations in which the library was asked, those that needed no person; null when none was. */
  libraryPercent: number | null;
  /** Of the seats of available agents, over the day. */
  idlePercent: number;
  /** Minutes of work per available hour, over the agents: the mean, and the deviation in percent of it. */
  effortMinutesPerHour: number;
  effortSpreadPercent: number;
  agents: { agentId: string; effortMinutes: number; availableHours: number }[];
  assignments: number;
}

/** Chats beside each other slow each other down: each of the others by so much. */
export const SLOWED_BY_EACH = 0.15;

/** How much longer than alone a chat of this agent takes at the moment, by the others they hold. */
export function slowness(state: RoutingState, agentId: string): number {
  const others = Math.max(0, (state.index.agents.get(agentId)?.assignments.size ?? 1) - 1);
  return 1 + SLOWED_BY_EACH * others;
}

interface Effort {
  effortMs: number;
  availableMs: number;
  availableSince: number | null;
}

/** Counts a day from outcomes as they come, whoever decided them. */
export class Tally {
  private readonly state: RoutingState;
  private at: number;
  private free = 0;
  private total = 0;
  private freeMs = 0;
  private totalMs = 0;
  private readonly waits: number[] = [];
  /** Since when, of those in line who no agent has had yet. */
  private readonly waiting = new Map<string, number>();
  private readonly held = new Map<string, { agentId: string; since: number; slowness: number }>();
  private readonly efforts = new Map<string, Effort>();
  private readonly counts = { enteredLine: 0, served: 0, abandoned: 0, diverted: 0, overflowed: 0, assignments: 0 };

  /** @param state the copy that the outcomes are made on; looked at after each */
  constructor(state: RoutingState, at: number) {
    this.state = state;
    this.at = at;
    for (const entry of state.entries.values()) this.enter(entry.conversationId, entry.enteredAt);
    for (const { id, agentId } of state.assignments.values())
      this.held.set(id, { agentId, since: at, slowness: slowness(state, agentId) });
    for (const agent of state.agents.values()) this.noteAgent(agent);
    this.noteSeats();
  }

  /** After `outcome` was made so in the state. */
  hear(outcome: Outcome): void {
    this.pass(outcome.meta.at);
    for (const change of outcome.changes)
      if (change.kind === "agent" && change.row !== null) this.noteAgent(change.row);
    for (const notice of outcome.notices) {
      switch (notice.type) {
        case "entry:queued":
          if (notice.why === "handoff") this.enter(notice.conversationId, this.at);
          if (notice.why === "overflow") this.counts.overflowed += 1;
          break;
        case "assignment:started":
          this.counts.assignments += 1;
          if (this.leave(notice.conversationId)) this.counts.served += 1;
          this.held.set(notice.assignmentId, {
            agentId: notice.agentId,
            since: this.at,
            slowness: slowness(this.state, notice.agentId),
          });
          break;
        case "assignment:ended":
          this.settle(notice.assignmentId);
          break;
        case "conversation:ended":
          if (this.leave(notice.conversationId)) {
            if (notice.how === "diverted") this.counts.diverted += 1;
            else this.counts.abandoned += 1;
          }
          break;
        default:
      }
    }
    this.noteSeats();
  }

  /** @param library conversations in which the library was asked, and those of them that went to a person */
  figures(until: number, library: { asked: number; handedOff: number }): ReplayFigures {
    this.pass(until);
    const stillWaiting = this.waiting.size;
    const waits = [...this.waits, ...[...this.waiting.values()].map((since) => until - since)];
    for (const id of [...this.held.keys()]) this.settle(id);
    for (const effort of this.efforts.values()) this.setAvailable(effort, false);
    const agents = [...this.efforts]
      .filter(([, { availableMs, effortMs }]) => availableMs > 0 || effortMs > 0)
      .map(([agentId, { effortMs, availableMs }]) => ({
        agentId,
        effortMinutes: effortMs / 60_000,
        availableHours: availableMs / 3_600_000,
      }))
      .sort((x, y) => (x.agentId < y.agentId ? -1 : 1));
    const perHour = agents
      .filter(({ availableHours }) => availableHours > 0)
      .map(({ effortMinutes, availableHours }) => effortMinutes / availableHours);
    const left = this.counts.served + this.counts.abandoned + this.counts.diverted;
    const percent = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of);
    return {
      ...this.counts,
      stillWaiting,
      waitMeanMs: mean(waits),
      waitP50Ms: waits.length === 0 ? 0 : quantile(waits, 0.5),
      waitP90Ms: waits.length === 0 ? 0 : quantile(waits, 0.9),
      waitP99Ms: waits.length === 0 ? 0 : quantile(waits, 0.99),
      abandonedPercent: percent(this.counts.abandoned, left),
      libraryPercent: library.asked === 0 ? null : percent(library.asked - library.handedOff, library.asked),
      idlePercent: percent(this.freeMs, this.totalMs),
      effortMinutesPerHour: mean(perHour),
      effortSpreadPercent: percent(deviation(perHour), mean(perHour)),
      agents,
    };
  }

  private enter(conversationId: string, at: number): void {
    this.waiting.set(conversationId, at);
    this.counts.enteredLine += 1;
  }

  /** @returns whether they were still waiting for their first agent */
  private leave(conversationId: string): boolean {
    const since = this.waiting.get(conversationId);
    if (since === undefined) return false;
    this.waiting.delete(conversationId);
    this.waits.push(this.at - since);
    return true;
  }

  private settle(assignmentId: string): void {
    const held = this.held.get(assignmentId);
    if (held === undefined) return;
    this.held.delete(assignmentId);
    this.effortOf(held.agentId).effortMs += (this.at - held.since) / held.slowness;
  }

  private noteAgent(agent: AgentRow): void {
    const isThere = agent.isEnabled && agent.availability === "available" && agent.presentOn.length > 0;
    this.setAvailable(this.effortOf(agent.id), isThere);
  }

  private setAvailable(effort: Effort, isAvailable: boolean): void {
    if (effort.availableSince !== null) effort.availableMs += this.at - effort.availableSince;
    effort.availableSince = isAvailable ? this.at : null;
  }

  private effortOf(agentId: string): Effort {
    let effort = this.efforts.get(agentId);
    if (effort === undefined) {
      effort = { effortMs: 0, availableMs: 0, availableSince: null };
      this.efforts.set(agentId, effort);
    }
    return effort;
  }

  private noteSeats(): void {
    const { free, total } = seats(this.state, null);
    this.free = free;
    this.total = total;
  }

  private pass(at: number): void {
    this.freeMs += this.free * (at - this.at);
    this.totalMs += this.total * (at - this.at);
    this.at = at;
  }
}
