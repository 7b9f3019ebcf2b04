import type { EventOf, RoutingEvent } from "#server/routing/events.ts";
import type { Notice } from "#server/routing/outcome.ts";
import type { ConversationRow, StateRows } from "#server/routing/state.ts";
import type { EventDraft } from "#server/runtime/decision.ts";
import { streamNamed } from "./draws.ts";
import { Patience } from "./patience.ts";
import { ReplayAgents } from "./replay-agents.ts";
import { Changed, type ReplayChange } from "./replay-changes.ts";
import { ReplayLibrary } from "./replay-library.ts";
import { libraryOf, type DayRecord, type Stretch, type Visit, waitsOf } from "./replay-record.ts";
import { ReplayService } from "./replay-service.ts";
import { type ReplayFigures, slowness, Tally } from "./replay-tally.ts";
import { EPOCH, Shop } from "./shop.ts";

/** What really happened that day. */
export const figuresOf = ({ real }: DayRecord): ReplayFigures => real;

const PATIENCE = 41;
const ACKNOWLEDGE_MS = 500;
/** Between two tries to end a chat whose agent's network is away. */
const AGAIN_MS = 5_000;
/** Where the engine's quiet clock ended a chat and does not any more, somebody ends it after this much longer. */
const QUIET_EXTRA_MS = 1_800_000;
/** How often somebody who runs it is told how far it is. */
const TOLD_EVERY_MS = 900_000;

/** A customer on their way through the changed day. */
interface Under {
  readonly visit: Visit;
  /** What serving them takes: as it was, or somebody else's when nobody served them. */
  stretches: readonly Stretch[];
  stretch: number;
  /** Work done of the stretch. */
  doneMs: number;
  /** Of the assignment under way. */
  service: { assignmentId: string; agentId: string; since: number; slowness: number } | null;
  turnSeq: number;
  isServed: boolean;
}

export interface ResimulateOptions {
  seed?: number;
  /** Hears the share done, 0 to 1; what it throws ends the run. */
  onProgress?(share: number): void;
}

/**
 * The day once more with some of it changed. From the record come who arrived when with which degree and how long each
 * stays in line (for those who were served first: drawn from how long people stayed), what serving them took, when agents
 * were there and available, how often and how fast they answered offers; the engine decides the rest on virtual time.
 * Without a change it shows how near the model comes to what really happened. The same seed gives the same figures.
 */
export function resimulate(
  record: DayRecord,
  changes: readonly ReplayChange[],
  options: ResimulateOptions = {},
): ReplayFigures {
  return new Rerun(record, changes, options).run();
}

class Rerun {
  private readonly record: DayRecord;
  private readonly changed: Changed;
  private readonly seed: number;
  private readonly onProgress: (share: number) => void;
  private readonly shop: Shop;
  private readonly tally: Tally;
  private readonly library: ReplayLibrary;
  private readonly patience: Patience;
  private readonly service: ReplayService;
  /** By conversation: who is on their way, and how the ones before ended. */
  private readonly under = new Map<string, Under>();
  private readonly former = new Map<string, EventOf<"handoff:requested">["former"]>();
  private readonly servedOnce = new Set<string>();
  private readonly entered: { conversationId: string }[] = [];

  constructor(record: DayRecord, changes: readonly ReplayChange[], { seed = 1, onProgress }: ResimulateOptions) {
    this.record = record;
    this.changed = new Changed(changes, record.known);
    this.seed = seed;
    this.onProgress = onProgress ?? (() => undefined);
    this.shop = new Shop(record.from, atTheDoor(this.changed.rows(record.start)));
    this.tally = new Tally(this.shop.state, record.from);
    this.patience = new Patience(waitsOf(record));
    this.service = new ReplayService(record.visits, this.seed);
    this.library = new ReplayLibrary({
      shop: this.shop,
      record,
      change: this.changed.thresholds,
      seed: this.seed,
      isWithPerson: (conversationId) => this.under.has(conversationId),
      handOff: (visit) => this.enter(visit),
    });
  }

  run(): ReplayFigures {
    const { shop, record } = this;
    shop.onOutcome((outcome) => this.tally.hear(outcome));
    shop.onNotice((notice) => this.hear(notice));
    for (const event of record.staff) this.planStaff(event);
    for (const visit of record.visits) {
      if (visit.handoff === null) this.takeOver(visit);
      else shop.at(visit.enteredAt, () => this.library.mayCome(visit) && this.enter(visit));
    }
    new ReplayAgents(shop, record, this.seed).start();
    this.library.start();
    for (let at = record.from; at < record.to; at = Math.min(at + TOLD_EVERY_MS, record.to)) {
      shop.run(Math.min(at + TOLD_EVERY_MS, record.to));
      this.onProgress((Math.min(at + TOLD_EVERY_MS, record.to) - record.from) / (record.to - record.from));
    }
    return this.tally.figures(record.to, libraryOf(record.questions, this.entered));
  }

  private planStaff(event: RoutingEvent): void {
    for (const made of this.changed.events(event)) {
      const { id: _id, at, ...draft } = made;
      // What the engine refuses now, as the rest of the day is another, does not happen.
      this.shop.at(at, () => void this.shop.tell(draft as EventDraft));
    }
  }

  /** Somebody who was there when the day began. */
  private takeOver(visit: Visit): void {
    const under = this.begin(visit);
    const { state } = this.shop;
    under.turnSeq = state.conversations.get(visit.conversationId)?.turnSeq ?? 0;
    const assignment = state.assignments.get(state.index.assignmentOf.get(visit.conversationId) ?? "");
    if (assignment !== undefined) this.serve(under, assignment.id, assignment.agentId);
    else this.waitFor(under, this.shop.now - visit.enteredAt);
  }

  private begin(visit: Visit): Under {
    const under: Under = {
      visit,
      stretches: this.service.of(visit),
      stretch: 0,
      doneMs: 0,
      service: null,
      turnSeq: 0,
      isServed: false,
    };
    this.under.set(visit.conversationId, under);
    this.entered.push(visit);
    return under;
  }

  private enter(visit: Visit): void {
    const { conversationId, handoff } = visit;
    // Who is still there from before does not come again, and who is served now had not come back for nothing.
    if (handoff === null || this.under.has(conversationId)) return;
    const { id: _id, at: _at, ...draft } = handoff;
    const isReturn = handoff.former !== null;
    if (isReturn && this.servedOnce.has(conversationId)) return;
    const former = isReturn ? (this.former.get(conversationId) ?? null) : null;
    const under = this.begin(visit);
    under.turnSeq = draft.turnSeq;
    const refused = this.shop.tell({ ...draft, former, customerPresentOn: [EPOCH] });
    const isThere = this.shop.state.conversations.has(conversationId);
    // Refused at the door, or sent on to the message box at once.
    if (refused !== null || !isThere) this.under.delete(conversationId);
    if (refused !== null) this.entered.pop();
    else if (isThere && this.shop.state.conversations.get(conversationId)?.state === "waiting") this.waitFor(under, 0);
  }

  /** They wait as long as they did, or, when they were served before that showed, as long as others do. */
  private waitFor(under: Under, waitedMs: number): void {
    const { conversationId, enteredAt, left, waitedMs: recorded } = under.visit;
    const isFirst = under.service === null && !under.isServed;
    const patienceMs =
      isFirst && left !== null && recorded !== null
        ? Math.max(recorded, waitedMs)
        : this.patience.draw(
            streamNamed(this.seed, PATIENCE, `${conversationId} ${enteredAt}`),
            isFirst ? Math.max(waitedMs, recorded ?? this.record.to - enteredAt) : 0,
          );
    if (!Number.isFinite(patienceMs)) return;
    this.shop.after(patienceMs - waitedMs, () => this.loseFaith(under));
  }

  private loseFaith(under: Under): void {
    const { conversationId, left } = under.visit;
    if (this.under.get(conversationId) !== under) return;
    if (this.shop.state.conversations.get(conversationId)?.state !== "waiting") return;
    if (left === "away") this.shop.tell({ type: "person:left", person: "customer", conversationId, nodeEpoch: EPOCH });
    else this.shop.tell({ type: "queue:left", conversationId, how: left ?? "cancelled" });
  }

  private hear(notice: Notice): void {
    switch (notice.type) {
      case "entry:queued": {
        const under = this.under.get(notice.conversationId);
        // Whoever waits again is patient again.
        if (under !== undefined && under.isServed) this.waitFor(under, 0);
        break;
      }
      case "entry:ended":
        if (notice.how === "abandoned" || notice.how === "cancelled") this.noteFormer(notice);
        break;
      case "assignment:started": {
        const under = this.under.get(notice.conversationId);
        if (under !== undefined) this.serve(under, notice.assignmentId, notice.agentId);
        break;
      }
      case "assignment:ended":
        this.stop(notice.conversationId, notice.assignmentId);
        break;
      case "conversation:ended": {
        const under = this.under.get(notice.conversationId);
        if (under?.isServed === true) this.servedOnce.add(notice.conversationId);
        this.under.delete(notice.conversationId);
        break;
      }
      default:
    }
  }

  private noteFormer(notice: Extract<Notice, { type: "entry:ended" }>): void {
    const { now } = this.shop;
    this.former.set(notice.conversationId, { enteredAt: now - notice.waitedMs, creditMs: 0, endedAt: now });
  }

  private serve(under: Under, assignmentId: string, agentId: string): void {
    const { shop } = this;
    const { conversationId } = under.visit;
    under.isServed = true;
    under.service = { assignmentId, agentId, since: shop.now, slowness: slowness(shop.state, agentId) };
    shop.after(ACKNOWLEDGE_MS, () => {
      if (shop.state.assignments.has(assignmentId)) shop.tell({ type: "connection:acknowledged", conversationId });
    });
    const stretch = under.stretches[under.stretch];
    if (stretch === undefined) return;
    const slow = under.service.slowness;
    const isHeld = (): boolean => under.service?.assignmentId === assignmentId;
    for (const { afterMs, turn } of stretch.turns) {
      if (afterMs < under.doneMs) continue;
      shop.after((afterMs - under.doneMs) * slow, () => {
        if (!isHeld()) return;
        under.turnSeq += 1;
        shop.tell({ type: "turn:changed", conversationId, turn, logSeq: under.turnSeq });
      });
    }
    const isLast = under.stretch === under.stretches.length - 1;
    const extraMs = isLast && under.visit.isQuiet ? QUIET_EXTRA_MS : 0;
    shop.after((stretch.effortMs - under.doneMs) * slow + extraMs, () => isHeld() && this.finish(under));
  }

  private stop(conversationId: string, assignmentId: string): void {
    const under = this.under.get(conversationId);
    if (under?.service?.assignmentId !== assignmentId) return;
    under.doneMs += (this.shop.now - under.service.since) / under.service.slowness;
    under.service = null;
  }

  /** The stretch is over: on to the next team, or closed. */
  private finish(under: Under): void {
    const { shop } = this;
    const { service } = under;
    if (service === null) return;
    const { conversationId } = under.visit;
    const { agentId } = service;
    if (shop.state.agents.get(agentId)?.presentOn.length === 0) return shop.after(AGAIN_MS, () => this.finish(under));
    const toTeamId = under.stretches[under.stretch]?.toTeamId ?? null;
    if (toTeamId === null || under.stretch + 1 >= under.stretches.length) {
      const refused = shop.tell({ type: "conversation:closed", conversationId, by: "agent", byId: agentId });
      if (refused !== null) shop.after(AGAIN_MS, () => under.service === service && this.finish(under));
      return;
    }
    under.stretch += 1;
    const refused = shop.tell({
      type: "transfer:requested",
      conversationId,
      byAgentId: agentId,
      toAgentId: null,
      toTeamId,
    });
    under.doneMs = 0;
    // Nobody there takes it: the agent goes on.
    if (refused !== null) this.serve(under, service.assignmentId, agentId);
  }
}

/** Customers stay connected here, whatever became of the node they were on. */
function atTheDoor(rows: StateRows): StateRows {
  const conversations = rows.conversations.map((row): ConversationRow => {
    if (row.customerPresentOn.length === 0) return row;
    return { ...row, customerPresentOn: [EPOCH] };
  });
  return { ...rows, conversations };
}
