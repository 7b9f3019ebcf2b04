/** Test support: a simulated day as the journal would hold it, and read back as a record. */
import type { RoutingEvent } from "#server/routing/events.ts";
import type { Outcome } from "#server/routing/outcome.ts";
import { applyOutcome, emptyRows, rebuild } from "#server/routing/rows.ts";
import { RULES_VERSION, type RoutingState } from "#server/routing/state.ts";
import { runDay } from "./day.ts";
import type { Journaled } from "./replay-journal.ts";
import { DayReader } from "./replay-reader.ts";
import type { AskedQuestion, DayRecord } from "./replay-record.ts";
import { planDay, type PlanOptions, type ShapeName } from "./shapes.ts";
import { calibratedQuestions } from "./testing-questions.ts";

const base = { single: 0.55, mean: 0.6 };

export interface SimulatedDay {
  readonly journal: readonly Journaled[];
  /** The state before number `from`. */
  stateBefore(from: number): RoutingState;
  /** The part of the day from number `from` on, as it was. */
  record(from: number): DayRecord;
}

/** @param options of the plan; two agents with two seats and two hours when left out */
export function simulatedDay(shape: ShapeName, options: Partial<PlanOptions> = {}): SimulatedDay {
  const plan = planDay(calibratedQuestions(), {
    shape,
    seed: 1,
    base,
    hours: 2,
    staff: { agents: 4, capacity: 2 },
    ...options,
  });
  const journal: Journaled[] = [];
  const asked: AskedQuestion[] = [];
  const day = runDay(
    plan,
    { thresholds: { kind: "adaptive", isLearning: false }, order: "worst-first", base },
    false,
    (shop) =>
      shop.onOutcome((outcome, event) =>
        journal.push(
          JSON.parse(
            JSON.stringify({ seq: outcome.meta.seq, event, outcome, rulesVersion: RULES_VERSION }),
          ) as Journaled,
        ),
      ),
  );
  for (const { customer, askedAt, singles, offered } of day.visits)
    for (const [at, when] of askedAt.entries()) {
      const single = singles[at]!;
      asked.push({
        conversationId: `conversation-${customer.number}`,
        askedAt: when,
        teamId: "team",
        degree: customer.questions[at]!.degree,
        mean: null,
        single,
        meanThreshold: single,
        isPersonOffered: offered[at] === true,
        isHandedOff: false,
      });
    }
  const handOffs = new Map<string, number>();
  for (const { event } of journal) if (event.type === "handoff:requested") handOffs.set(event.conversationId, event.at);
  const stateBefore = (from: number): RoutingState => {
    const state = rebuild(emptyRows());
    for (const { seq, outcome } of journal) if (seq < from) applyOutcome(state, outcome);
    return state;
  };
  return {
    journal,
    stateBefore,
    record(from) {
      const state = stateBefore(from);
      const rest = journal.filter(({ seq }) => seq >= from);
      const begins = rest[0]?.event.at ?? state.meta.at;
      const reader = new DayReader(state, begins);
      for (const { event, outcome } of rest) take(state, reader, event, outcome);
      const ends = rest.at(-1)?.event.at ?? begins;
      const questions = newestOf(
        asked.filter(({ askedAt }) => askedAt >= begins),
        handOffs,
      );
      return reader.finish(ends, questions, base);
    },
  };
}

function take(state: RoutingState, reader: DayReader, event: RoutingEvent, outcome: Outcome): void {
  applyOutcome(state, outcome);
  reader.hear(event, outcome);
}

/** The newest question before the hand-off is the one that led to it. */
function newestOf(asked: readonly AskedQuestion[], handOffs: ReadonlyMap<string, number>): AskedQuestion[] {
  const newest = new Map<string, AskedQuestion>();
  for (const question of asked) {
    const at = handOffs.get(question.conversationId);
    if (at !== undefined && question.askedAt <= at) newest.set(question.conversationId, question);
  }
  return asked.map((question) => ({ ...question, isHandedOff: newest.get(question.conversationId) === question }));
}
