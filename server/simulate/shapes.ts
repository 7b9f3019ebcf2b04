import { type Habits, WORLDS } from "#server/bench/stream/customers.ts";
import { EMPTY_HISTORY } from "#server/rules/hand-off-history.ts";
import type { Thresholds } from "#server/rules/hand-off-thresholds.ts";
import { arrivalsOf, burstRate, dailyCurve, type Rate } from "./arrivals.ts";
import { askLibrary, type Customer, drawCustomers, type Manners, USUAL_MANNERS } from "./customers.ts";
import { streamOf } from "./draws.ts";
import type { JudgedQuestion } from "./questions.ts";

export type ShapeName = "quiet" | "busy" | "burst";

/** A kind of day: how much of the agents' time is asked for, and how it is spread. */
export interface Shape {
  readonly name: ShapeName;
  /** Seat time asked for over seat time there is, on average, with every threshold at its base. */
  readonly asked: number;
  rate(perHour: number, lengthMs: number): Rate;
}

const MINUTE = 60_000;

export const SHAPES: Readonly<Record<ShapeName, Shape>> = {
  quiet: { name: "quiet", asked: 0.35, rate: dailyCurve },
  busy: { name: "busy", asked: 1.25, rate: dailyCurve },
  burst: {
    name: "burst",
    asked: 0.6,
    rate: (perHour) => burstRate(perHour, { everyMs: 90 * MINUTE, lengthMs: 15 * MINUTE, factor: 5 }),
  },
};

/** Of whom and how many a shop consists. */
export interface Staff {
  readonly agents: number;
  /** Chats at once, each. */
  readonly capacity: number;
}

export interface DayPlan {
  readonly shape: ShapeName;
  readonly seed: number;
  readonly hours: number;
  readonly staff: Staff;
  readonly outsideShare: number;
  readonly manners: Manners;
  readonly habits: Habits | "told";
  readonly customers: readonly Customer[];
}

export interface PlanOptions {
  shape: ShapeName;
  seed: number;
  hours?: number;
  staff?: Staff;
  outsideShare?: number;
  /** A name of `WORLDS`. */
  world?: string;
  /** The site's base: the traffic is such that the shape holds there. */
  base: Thresholds;
}

export const USUAL_STAFF: Staff = { agents: 12, capacity: 3 };
/** Of the seats of a whole day, those that somebody sits on: shifts, lunch and breaks take the rest. */
const STAFFED = 0.82;
/** Chats beside each other slow each other down; see `slowed`. */
const SLOWED = 1.3;
const [ARRIVALS, PROBE] = [1, 2];
const PROBED = 2_000;

/** A day of a shop: who comes, when, and what they are like. The same for every rule that is tried on it. */
export function planDay(questions: readonly JudgedQuestion[], options: PlanOptions): DayPlan {
  const { shape, seed, hours = 10, staff = USUAL_STAFF, outsideShare = 0.25, world = "usual", base } = options;
  const habits = WORLDS[world];
  if (habits === undefined) throw new Error(`there is no world ${world}`);
  const manners = USUAL_MANNERS;
  const lengthMs = hours * 60 * MINUTE;
  const seatMs = seatMsPerCustomer(questions, { outsideShare, manners, habits, base });
  const seatMsPerHour = staff.agents * staff.capacity * STAFFED * 60 * MINUTE;
  const { asked, rate } = SHAPES[shape];
  const perHour = (asked * seatMsPerHour) / seatMs;
  const arrivals = arrivalsOf(rate(perHour, lengthMs), lengthMs, streamOf(seed, ARRIVALS));
  const customers = drawCustomers(arrivals, questions, { outsideShare, manners, seed });
  return { shape, seed, hours, staff, outsideShare, manners, habits, customers };
}

/** Seat time that a customer costs on average with fixed thresholds, found by asking a sample. */
function seatMsPerCustomer(
  questions: readonly JudgedQuestion[],
  options: { outsideShare: number; manners: Manners; habits: Habits | "told"; base: Thresholds },
): number {
  const { habits, base: thresholds } = options;
  const sample = drawCustomers(
    Array.from({ length: PROBED }, () => 0),
    questions,
    { ...options, seed: PROBE },
  );
  let ms = 0;
  for (const customer of sample) {
    let history = EMPTY_HISTORY;
    for (const at of customer.questions.keys()) {
      const asked = askLibrary(customer, at, { thresholds, history, habits });
      history = asked.history;
      if (!asked.wantsPerson) continue;
      ms += customer.effortMs.slice(at).reduce((sum, each) => sum + each, 0);
      break;
    }
  }
  return (SLOWED * ms) / sample.length;
}
