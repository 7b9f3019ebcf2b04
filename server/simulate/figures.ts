import { quantile } from "#server/bench/metrics.ts";
import { costOf, type HandOffCosts } from "#server/rules/hand-off-cost.ts";
import type { Day } from "./day.ts";
import type { QuestionEnd, Visit } from "./visits.ts";

/** A worst match below this is hopeless: the library has nothing for them. */
export const HOPELESS_BELOW = 0.25;
/** From this share of free seats on agents count as idle, and to that share as busy, when a question is asked. */
export const IDLE_FROM = 0.5;
export const BUSY_TO = 0.1;

/** What a day came to; shares in percent of what they are named after. */
export interface Figures {
  customers: number;
  questions: number;
  /** Of the customers: by the library alone, by a person, gone from the line, sent to the message box; still there. */
  answeredPercent: number;
  servedPercent: number;
  gaveUpPercent: number;
  turnedAwayPercent: number;
  stillThere: number;
  /** In the line, until served or gone, of those who entered it. */
  enteredLine: number;
  waitMeanMs: number;
  waitP50Ms: number;
  waitP90Ms: number;
  waitP99Ms: number;
  /** Of those who entered the line. */
  abandonedPercent: number;
  hopelessWaitMeanMs: number;
  othersWaitMeanMs: number;
  mostOvertakenMs: number;
  /** Of the questions: the library alone, rightly and wrongly; a person; nobody. */
  rightPercent: number;
  wrongPercent: number;
  personPercent: number;
  unhelpedPercent: number;
  /** Of the questions asked while agents were idle, those the library alone answered wrongly. */
  wrongWhenIdlePercent: number;
  wrongWhenBusyPercent: number;
  /** The single threshold that replies were tested against, on average, and nine of ten of them. */
  singleMean: number;
  singleP5: number;
  singleP95: number;
  /** Of the seats of available agents. */
  idlePercent: number;
  /** Minutes of work per available hour, over the agents: the mean, and the deviation in percent of it. */
  effortMinutesPerHour: number;
  effortSpreadPercent: number;
  /** Of `hand-off-cost`, per hundred questions. */
  cost: number;
  decisions: number;
}

/** Counts a day. */
export function figuresOf(day: Day, costs: HandOffCosts): Figures {
  const { visits } = day;
  const ends = visits.flatMap(({ questionEnds }) => questionEnds).filter((end) => end !== "open");
  const entered = visits.filter(({ enteredAt, end }) => enteredAt !== null && end !== "turnedAway");
  const waits = entered.map(({ waitedMs }) => waitedMs ?? 0);
  const gaveUp = visits.filter(({ end }) => end === "gaveUp").length;
  const isHopeless = ({ degree }: Visit): boolean => degree !== null && degree < HOPELESS_BELOW;
  const waitOf = (list: readonly Visit[]): number => mean(list.map(({ waitedMs }) => waitedMs ?? 0));
  const share = (count: number, of: number): number => (of === 0 ? 0 : (100 * count) / of);
  const ofCustomers = (end: Visit["end"]): number =>
    share(visits.filter((visit) => visit.end === end).length, visits.length);
  const ofQuestions = (end: QuestionEnd): number => share(ends.filter((each) => each === end).length, ends.length);
  const efforts = day.workers
    .filter(({ availableMs }) => availableMs > 0)
    .map(({ effortMs, availableMs }) => (60 * effortMs) / availableMs);
  const singles = visits.flatMap((visit) => visit.singles);
  return {
    customers: visits.length,
    questions: ends.length,
    answeredPercent: ofCustomers("answered"),
    servedPercent: ofCustomers("served"),
    gaveUpPercent: ofCustomers("gaveUp"),
    turnedAwayPercent: ofCustomers("turnedAway"),
    stillThere: visits.filter(({ end }) => end === null).length,
    enteredLine: entered.length,
    waitMeanMs: mean(waits),
    waitP50Ms: quantile(waits, 0.5),
    waitP90Ms: quantile(waits, 0.9),
    waitP99Ms: quantile(waits, 0.99),
    abandonedPercent: share(gaveUp, entered.length),
    hopelessWaitMeanMs: waitOf(entered.filter(isHopeless)),
    othersWaitMeanMs: waitOf(entered.filter((visit) => !isHopeless(visit))),
    mostOvertakenMs: day.mostOvertakenMs,
    rightPercent: ofQuestions("right"),
    wrongPercent: ofQuestions("wrong"),
    personPercent: ofQuestions("person"),
    unhelpedPercent: ofQuestions("unhelped"),
    wrongWhenIdlePercent: wrongPercent(visits, (idleness) => idleness >= IDLE_FROM),
    wrongWhenBusyPercent: wrongPercent(visits, (idleness) => idleness <= BUSY_TO),
    singleMean: mean(singles),
    singleP5: quantile(singles, 0.05),
    singleP95: quantile(singles, 0.95),
    idlePercent: share(day.freeSeatMs, day.allSeatMs),
    effortMinutesPerHour: mean(efforts),
    effortSpreadPercent: share(deviation(efforts), mean(efforts)),
    cost: (100 * ends.reduce((sum, end) => sum + costOfEnd(end, costs), 0)) / ends.length,
    decisions: day.decisions,
  };
}

/** A question in the words of the shared definition: a person who came, an answer given alone, or neither. */
function costOfEnd(end: QuestionEnd, costs: HandOffCosts): number {
  const isAnswered = end === "right" || end === "wrong";
  return costOf({ isPersonOffered: end === "person", isAnswered, isRight: end === "right" }, costs);
}

/** Of the questions asked in such moments, those answered wrongly by the library alone. */
function wrongPercent(visits: readonly Visit[], isSuch: (idleness: number) => boolean): number {
  let [asked, wrong] = [0, 0];
  for (const { idleness, questionEnds } of visits)
    for (const [at, value] of idleness.entries()) {
      if (!isSuch(value)) continue;
      asked += 1;
      if (questionEnds[at] === "wrong") wrong += 1;
    }
  return asked === 0 ? 0 : (100 * wrong) / asked;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a whole, not of a sample. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The mean of each figure over days. */
export function meanFigures(days: readonly Figures[]): Figures {
  const [first] = days;
  if (first === undefined) throw new Error("no day was counted");
  const keys = Object.keys(first) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, mean(days.map((day) => day[key]))])) as unknown as Figures;
}

/** As it is printed: whole milliseconds and counts, shares and costs to two digits. */
export function printed(figures: Readonly<Record<string, number>> | Partial<Figures>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [
      key,
      key.endsWith("Ms") ? Math.round(value) : Math.round(100 * value) / 100,
    ]),
  );
}
