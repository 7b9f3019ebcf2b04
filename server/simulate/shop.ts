import { dueAutomatics } from "#server/routing/automatics.ts";
import type { RoutingEvent } from "#server/routing/events.ts";
import { nextDeadline, seats } from "#server/routing/queries.ts";
import type { Notice, Outcome, RefusalCode } from "#server/routing/outcome.ts";
import { emptyRows, rebuild } from "#server/routing/rows.ts";
import type { RoutingState, StateRows } from "#server/routing/state.ts";
import { step } from "#server/routing/step.ts";
import type { EventDraft } from "#server/runtime/decision.ts";
import { Agenda } from "./agenda.ts";

export const TEAM = "team";
export const EPOCH = "node";

/**
 * The product's engine on virtual time: what is on the agenda happens when it is due, and so does whatever the engine has
 * a deadline for. Nothing here decides anything about routing.
 */
export class Shop {
  readonly state: RoutingState;
  /** Epoch ms of the virtual clock. */
  now: number;
  freeSeatMs = 0;
  allSeatMs = 0;
  /** The most by which anybody who came later was asked for before somebody who could have been. */
  mostOvertakenMs = 0;
  decisions = 0;
  private readonly agenda = new Agenda<() => void>();
  private readonly listeners: ((notice: Notice) => void)[] = [];
  private readonly outcomeListeners: ((outcome: Outcome, event: RoutingEvent) => void)[] = [];

  /** @param rows what there is already; nothing when left out */
  constructor(openedAt: number, rows: StateRows = emptyRows()) {
    this.now = openedAt;
    this.state = rebuild(rows);
  }

  /** Free seats over all seats, 0 to 1. */
  get idleness(): number {
    const { free, total } = seats(this.state, null);
    return total > 0 ? free / total : 0;
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.listeners.push(listener);
  }

  /** Hears every decision with what led to it, after it was made so. */
  onOutcome(listener: (outcome: Outcome, event: RoutingEvent) => void): void {
    this.outcomeListeners.push(listener);
  }

  at(time: number, what: () => void): void {
    this.agenda.note(Math.max(this.now, Math.round(time)), what);
  }

  after(ms: number, what: () => void): void {
    this.at(this.now + ms, what);
  }

  /** @returns the engine's refusal, or null when it was done */
  tell(draft: EventDraft): RefusalCode | null {
    const event: RoutingEvent = { ...draft, id: `event-${this.decisions}`, at: this.now };
    const result = step(this.state, event);
    if (!result.ok) return result.code;
    this.decisions += 1;
    this.watchOvertaking(result.outcome.notices);
    for (const listener of this.outcomeListeners) listener(result.outcome, event);
    for (const notice of result.outcome.notices) for (const listener of this.listeners) listener(notice);
    return null;
  }

  /** Tells it and takes a refusal for a fault of the simulation. */
  must(draft: EventDraft): void {
    const code = this.tell(draft);
    if (code !== null) throw new Error(`${draft.type} was refused: ${code}`);
  }

  /** Lets time pass until nothing is left to happen, or `until`. */
  run(until: number): void {
    for (;;) {
      const deadline = nextDeadline(this.state);
      const planned = this.agenda.nextAt;
      // What a shop begins with may be overdue.
      const next = Math.max(this.now, Math.min(deadline ?? Infinity, planned ?? Infinity));
      if (next > until) return this.pass(until);
      this.pass(next);
      if (deadline !== null && deadline <= next) {
        const due = dueAutomatics(this.state, this.now);
        const turnSeqs = Object.fromEntries(due.map(({ conversationId, turnSeq }) => [conversationId, turnSeq]));
        this.must({ type: "tick", turnSeqs });
      } else this.agenda.take()?.();
    }
  }

  private pass(time: number): void {
    const { free, total } = seats(this.state, null);
    this.freeSeatMs += free * (time - this.now);
    this.allSeatMs += total * (time - this.now);
    this.now = time;
  }

  /** R2 promises a bound: looked at from outside, whenever somebody is asked. */
  private watchOvertaking(notices: readonly Notice[]): void {
    const offered = notices.flatMap((notice) => {
      if (notice.type !== "offer:made" || notice.kind !== "queue") return [];
      return this.state.entries.get(this.state.offers.get(notice.offerId)?.entryId ?? "") ?? [];
    });
    if (offered.length === 0) return;
    const latest = Math.max(...offered.map(({ enteredAt }) => enteredAt));
    for (const entry of this.state.entries.values()) {
      if (entry.state !== "waiting" || entry.declinedBy.length > 0) continue;
      const isThere = (this.state.conversations.get(entry.conversationId)?.customerPresentOn.length ?? 0) > 0;
      if (isThere) this.mostOvertakenMs = Math.max(this.mostOvertakenMs, latest - entry.enteredAt);
    }
  }
}
