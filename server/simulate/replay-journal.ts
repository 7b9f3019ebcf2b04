import { isDeepStrictEqual } from "node:util";
import type { RoutingEvent } from "#server/routing/events.ts";
import type { Outcome } from "#server/routing/outcome.ts";
import { RULES_VERSION, type RoutingState } from "#server/routing/state.ts";
import { step } from "#server/routing/step.ts";

/** One decision of the journal. */
export interface Journaled {
  readonly seq: number;
  readonly event: RoutingEvent;
  readonly rulesVersion: number;
  readonly outcome: Outcome;
}

/** A conversation that an agent got, on the day or when it is run again. */
interface Assigned {
  readonly conversationId: string;
  readonly agentId: string;
  readonly assignmentId: string;
}

export interface Difference {
  readonly seq: number;
  readonly type: RoutingEvent["type"];
  /** Why the event is refused now; null when it is not. */
  readonly refused: string | null;
  readonly recorded: readonly Assigned[];
  readonly replayed: readonly Assigned[];
  /** Rows that come out otherwise, e.g. `offer 0197…`; the first few. */
  readonly rows: readonly string[];
}

export interface Replayed {
  /** Decisions run again. */
  readonly events: number;
  /** Assignments on record. */
  readonly assignments: number;
  /** Assignments that come out otherwise: with another agent, at another decision, not at all, or only now. */
  readonly differing: number;
  /** Decisions whose changes come out otherwise in anything. */
  readonly differingDecisions: number;
  /** Inputs that the engine refuses now. */
  readonly refused: number;
  /** Decisions that were taken by other rules than ours: those need not come out alike. */
  readonly otherRules: number;
  readonly first: Difference | null;
}

const SHOWN_ROWS = 5;

const assignedIn = (outcome: Outcome): Assigned[] =>
  outcome.notices.flatMap((notice) =>
    notice.type === "assignment:started"
      ? [{ conversationId: notice.conversationId, agentId: notice.agentId, assignmentId: notice.assignmentId }]
      : [],
  );

/** As it is after a way through the journal: what is undefined is not there. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * Runs recorded inputs through the rules again, their outcomes put aside, and compares what comes out, decision by decision.
 * Unchanged inputs come out exactly as they did.
 */
export class JournalReplay {
  private readonly state: RoutingState;
  private readonly eventsOf: (event: RoutingEvent) => RoutingEvent[];
  private counts = { events: 0, assignments: 0, differing: 0, differingDecisions: 0, refused: 0, otherRules: 0 };
  private first: Difference | null = null;

  /**
   * @param state as it was before the first decision; it becomes the replay's own
   * @param eventsOf what becomes of each input when something is changed
   */
  constructor(state: RoutingState, eventsOf: (event: RoutingEvent) => RoutingEvent[] = (event) => [event]) {
    this.state = state;
    this.eventsOf = eventsOf;
  }

  take({ seq, event, rulesVersion, outcome }: Journaled): void {
    const replayed: Assigned[] = [];
    const changes: Outcome["changes"] = [];
    let refused: string | null = null;
    for (const made of this.eventsOf(event)) {
      const result = step(this.state, made);
      if (result.ok) {
        replayed.push(...assignedIn(result.outcome));
        changes.push(...result.outcome.changes);
      } else refused = result.code;
    }
    const recorded = assignedIn(outcome);
    const differing = Math.max(missingIn(recorded, replayed), missingIn(replayed, recorded));
    const rows =
      refused === null && isDeepStrictEqual(changes, outcome.changes) ? [] : rowsThatDiffer(changes, outcome.changes);
    this.counts.events += 1;
    this.counts.assignments += recorded.length;
    this.counts.differing += differing;
    if (refused !== null) this.counts.refused += 1;
    if (rulesVersion !== RULES_VERSION) this.counts.otherRules += 1;
    if (rows.length === 0 && refused === null) return;
    this.counts.differingDecisions += 1;
    this.first ??= { seq, type: event.type, refused, recorded, replayed, rows: rows.slice(0, SHOWN_ROWS) };
  }

  result(): Replayed {
    return { ...this.counts, first: this.first };
  }
}

function missingIn(these: readonly Assigned[], those: readonly Assigned[]): number {
  return these.filter((each) => !those.some((other) => isDeepStrictEqual(each, other))).length;
}

function rowsThatDiffer(replayed: Outcome["changes"], recorded: Outcome["changes"]): string[] {
  const [left, right] = [stored(replayed), recorded].map(
    (changes) => new Map(changes.map((change) => [`${change.kind} ${change.id}`, change])),
  ) as [Map<string, unknown>, Map<string, unknown>];
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (key) => !isDeepStrictEqual(left.get(key), right.get(key)),
  );
}
