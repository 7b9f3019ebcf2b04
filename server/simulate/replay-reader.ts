import type { EventOf, RoutingEvent } from "#server/routing/events.ts";
import type { Notice, Outcome } from "#server/routing/outcome.ts";
import { snapshotRows } from "#server/routing/rows.ts";
import type { ConversationRow, RoutingState, StateRows, ThresholdsRow, Turn } from "#server/routing/state.ts";
import type { Thresholds } from "#server/rules/hand-off-thresholds.ts";
import {
  type AskedQuestion,
  type DayRecord,
  libraryOf,
  type OfferAnswer,
  type StaffEvent,
  type Visit,
  withLater,
} from "./replay-record.ts";
import { slowness, Tally } from "./replay-tally.ts";

const EMPTY_HANDED = { left: null, stretches: [], isOpen: false, isQuiet: false, waitedMs: null };

interface Service {
  visit: Visit;
  agentId: string;
  since: number;
  slowness: number;
}

/** Reads a day: hears each decision after it was made so in the state it is given. */
export class DayReader {
  private readonly start: StateRows;
  private readonly state: RoutingState;
  private readonly from: number;
  private readonly tally: Tally;
  private readonly staff: StaffEvent[] = [];
  private readonly visits: Visit[] = [];
  private readonly answers: OfferAnswer[] = [];
  private readonly thresholds: { teamId: string; row: ThresholdsRow }[] = [];
  private readonly returnsMs: number[] = [];
  private readonly wrapUpsMs: number[] = [];
  private movedByHand = 0;
  private at: number;
  private readonly ofConversation = new Map<string, Visit>();
  private readonly services = new Map<string, Service>();
  private readonly offers = new Map<string, { agentId: string; at: number }>();
  private readonly silentSince = new Map<string, number>();
  private readonly wrappingSince = new Map<string, number>();
  private readonly awaySince = new Map<string, number>();

  /** @param state as it was when the day began; the reader looks at it after every decision */
  constructor(state: RoutingState, from: number) {
    this.start = snapshotRows(state);
    this.state = state;
    this.from = from;
    this.at = from;
    this.tally = new Tally(state, from);
    for (const offer of state.offers.values())
      this.offers.set(offer.id, { agentId: offer.agentId, at: offer.createdAt });
    for (const conversation of state.conversations.values()) this.takeOver(conversation);
  }

  private takeOver({ id, customerId, assigneeId, customerGoneAt }: ConversationRow): void {
    const { state } = this;
    const entry = state.entries.get(state.index.entryOf.get(id) ?? "");
    const assignment = state.assignments.get(state.index.assignmentOf.get(id) ?? "");
    const enteredAt = entry?.enteredAt ?? assignment?.enteredAt ?? this.from;
    const visit: Visit = { ...EMPTY_HANDED, conversationId: id, customerId, enteredAt, handoff: null, stretches: [] };
    this.visits.push(visit);
    this.ofConversation.set(id, visit);
    if (customerGoneAt !== null) this.awaySince.set(id, customerGoneAt);
    if (assignment === undefined || assigneeId === null) return;
    visit.waitedMs = assignment.startedAt - enteredAt;
    this.serve(visit, assignment.id, assigneeId);
  }

  /** After the decision was made so. */
  hear(event: RoutingEvent, outcome: Outcome): void {
    this.at = outcome.meta.at;
    this.hearEvent(event);
    for (const notice of outcome.notices) this.hearNotice(notice, event);
    this.tally.hear(outcome);
  }

  private hearEvent(event: RoutingEvent): void {
    switch (event.type) {
      case "handoff:requested":
        this.enter(event);
        break;
      case "turn:changed":
        this.noteTurn(event.conversationId, event.turn);
        break;
      case "thresholds:moved":
        this.thresholds.push({ teamId: event.teamId, row: event.thresholds });
        break;
      case "person:arrived":
      case "person:left":
        if (event.person === "agent") this.staff.push(event);
        else if (event.type === "person:left") this.awaySince.set(event.conversationId, event.at);
        break;
      case "settings:changed":
      case "team:changed":
      case "team:removed":
      case "team:hours-planned":
      case "agent:changed":
      case "agent:removed":
      case "availability:set":
      case "leaving:set":
      case "side-work:changed":
      case "outage:ended":
        this.staff.push(event);
        break;
      case "node:lost":
        this.staff.push(event);
        for (const { id, customerGoneAt } of this.state.conversations.values())
          if (customerGoneAt === event.at) this.awaySince.set(id, event.at);
        break;
      case "conversation:assigned-by-supervisor":
      case "conversation:requeued":
      case "entry:moved":
        this.movedByHand += 1;
        break;
      default:
    }
  }

  private enter(event: EventOf<"handoff:requested">): void {
    const { conversationId, customerId, at } = event;
    const visit: Visit = { ...EMPTY_HANDED, conversationId, customerId, enteredAt: at, handoff: event, stretches: [] };
    this.visits.push(visit);
    this.ofConversation.set(conversationId, visit);
  }

  private hearNotice(notice: Notice, event: RoutingEvent): void {
    switch (notice.type) {
      case "offer:made":
        if (notice.kind !== "transfer") this.offers.set(notice.offerId, { agentId: notice.agentId, at: this.at });
        break;
      case "offer:ended": {
        const offer = this.offers.get(notice.offerId);
        this.offers.delete(notice.offerId);
        if (offer !== undefined && notice.how !== "withdrawn")
          this.answers.push({ agentId: offer.agentId, how: notice.how, afterMs: this.at - offer.at });
        break;
      }
      case "assignment:started": {
        const visit = this.ofConversation.get(notice.conversationId);
        if (visit === undefined) break;
        visit.waitedMs ??= this.at - visit.enteredAt;
        this.serve(visit, notice.assignmentId, notice.agentId);
        break;
      }
      case "assignment:ended":
        this.stop(notice.assignmentId);
        break;
      case "entry:queued":
        // Passed on to a team: what comes after is a stretch of its own.
        if (notice.why === "transferred" && event.type === "transfer:requested")
          this.passOn(notice.conversationId, notice.teamId);
        break;
      case "conversation:ended":
        this.end(notice.conversationId, notice.how, notice.by);
        break;
      case "agent:responding":
        this.lap(this.silentSince, notice.agentId, notice.notResponding !== null, this.returnsMs);
        break;
      case "wrap-up:started":
        this.lap(this.wrappingSince, `${notice.agentId} ${notice.conversationId}`, true, this.wrapUpsMs);
        break;
      case "wrap-up:ended":
        this.lap(
          this.wrappingSince,
          `${notice.agentId} ${notice.conversationId}`,
          false,
          notice.by === "agent" ? this.wrapUpsMs : [],
        );
        break;
      default:
    }
  }

  /** Notes a beginning, or how long it lasted. */
  private lap(begun: Map<string, number>, key: string, isBeginning: boolean, lengths: number[]): void {
    if (isBeginning) {
      if (!begun.has(key)) begun.set(key, this.at);
      return;
    }
    const since = begun.get(key);
    begun.delete(key);
    if (since !== undefined) lengths.push(this.at - since);
  }

  private serve(visit: Visit, assignmentId: string, agentId: string): void {
    const last = visit.stretches.at(-1);
    if (last === undefined || last.toTeamId !== null) visit.stretches.push({ effortMs: 0, toTeamId: null, turns: [] });
    this.services.set(assignmentId, { visit, agentId, since: this.at, slowness: slowness(this.state, agentId) });
  }

  private stop(assignmentId: string): void {
    const service = this.services.get(assignmentId);
    const stretch = service?.visit.stretches.at(-1);
    if (service === undefined || stretch === undefined) return;
    this.services.delete(assignmentId);
    stretch.effortMs += (this.at - service.since) / service.slowness;
  }

  private noteTurn(conversationId: string, turn: Turn): void {
    const assignmentId = this.state.index.assignmentOf.get(conversationId);
    const service = this.services.get(assignmentId ?? "");
    const stretch = service?.visit.stretches.at(-1);
    if (service === undefined || stretch === undefined) return;
    stretch.turns.push({ afterMs: stretch.effortMs + (this.at - service.since) / service.slowness, turn });
  }

  private passOn(conversationId: string, teamId: string): void {
    const stretch = this.ofConversation.get(conversationId)?.stretches.at(-1);
    if (stretch !== undefined) stretch.toTeamId = teamId;
  }

  private end(conversationId: string, how: string, by: string): void {
    const visit = this.ofConversation.get(conversationId);
    if (visit === undefined) return;
    this.ofConversation.delete(conversationId);
    visit.isQuiet = how === "quiet";
    if (visit.stretches.length > 0) return;
    const awaySince = this.awaySince.get(conversationId);
    visit.waitedMs = this.at - visit.enteredAt;
    if (how === "cancelled") visit.left = "cancelled";
    else if (how === "diverted" && by === "customer") visit.left = "diverted";
    else if (how === "abandoned") {
      visit.left = "away";
      visit.waitedMs = Math.max(0, (awaySince ?? this.at) - visit.enteredAt);
    }
  }

  /** The day as it was up to `to`. */
  finish(to: number, questions: readonly AskedQuestion[], site: Thresholds): DayRecord {
    this.at = to;
    for (const [id, { visit }] of [...this.services]) {
      this.stop(id);
      visit.isOpen = true;
    }
    const { from, start, staff, visits, answers, thresholds, returnsMs, wrapUpsMs, movedByHand } = this;
    return {
      from,
      to,
      start,
      known: withLater(start, this.state),
      staff,
      visits,
      answers,
      thresholds,
      returnsMs,
      wrapUpsMs,
      questions,
      site,
      movedByHand,
      real: this.tally.figures(to, libraryOf(questions, visits)),
    };
  }
}
