/**
 * When a team is open. A span belongs to the day on which it begins and may run over midnight; a holiday replaces what
 * begins on its date. Spans are laid down as times of the zone's clock and turned into instants one by one, so that a day
 * of 23 or 25 hours opens and closes when the clock says so (what the clock shows twice counts from the first time, what
 * it jumps over from the jump). Pure: the only clock is the argument.
 */
import { minutesOf, type Span, type Timetable } from "../contract/routing-rules.ts";
import { dateOf, instantOf, localDay, weekdayOf } from "./zone-time.ts";

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
/** The engine is told of turns so far ahead. */
export const HOURS_AHEAD_DAYS = 14;

interface Opening {
  from: number;
  to: number;
}

/** Whether the team is open, and the instants (epoch ms, rising) at which that turns; as the engine keeps it. */
export interface Hours {
  isOpen: boolean;
  turnsAt: number[];
}

function spansOn(timetable: Timetable, day: number): readonly Span[] {
  const date = dateOf(day);
  const holiday = timetable.holidays.find((each) => each.date === date);
  return holiday?.spans ?? timetable.week[weekdayOf(day)] ?? [];
}

/** Every opening that touches [from, to], in order; those that meet or overlap are one. */
function openings(timetable: Timetable, from: number, to: number): Opening[] {
  const zone = timetable.timeZone;
  const found: Opening[] = [];
  for (let day = localDay(zone, from) - 2; day <= localDay(zone, to) + 1; day += 1) {
    for (const span of spansOn(timetable, day)) {
      const minutes = minutesOf(span);
      const opening = {
        from: instantOf(zone, day * DAY_MINUTES + minutes.from),
        to: instantOf(zone, day * DAY_MINUTES + minutes.to),
      };
      // A span that lies wholly in an hour the clock jumps over never is.
      if (opening.from < opening.to) found.push(opening);
    }
  }
  found.sort((a, b) => a.from - b.from);
  const joined: Opening[] = [];
  for (const each of found) {
    const last = joined.at(-1);
    if (last !== undefined && each.from <= last.to) last.to = Math.max(last.to, each.to);
    else joined.push(each);
  }
  return joined;
}

/** Whether a team with this timetable is open at an instant; an opening holds from its first ms and not at its last. */
export function isOpenAt(timetable: Timetable, at: number): boolean {
  return openings(timetable, at, at).some(({ from, to }) => from <= at && at < to);
}

/** The instants after `from`, and not later than `days` days, at which the team opens or closes; rising. */
export function turnsAt(timetable: Timetable, from: number, days = HOURS_AHEAD_DAYS): number[] {
  const until = from + days * DAY_MS;
  return openings(timetable, from, until)
    .flatMap((opening) => [opening.from, opening.to])
    .filter((at) => at > from && at <= until);
}

/** Both at once, as the engine is told; null = always open. */
export function hoursFrom(timetable: Timetable | null, at: number): Hours | null {
  return timetable === null ? null : { isOpen: isOpenAt(timetable, at), turnsAt: turnsAt(timetable, at) };
}

/** Hours as told earlier, at a later moment: turns that have passed are done. */
export function hoursAt(told: { isOpen: boolean; turnsAt: readonly number[] }, at: number): Hours {
  const passed = told.turnsAt.filter((turn) => turn <= at).length;
  return { isOpen: passed % 2 === 0 ? told.isOpen : !told.isOpen, turnsAt: told.turnsAt.slice(passed) };
}

/**
 * Whether what the engine knows (`known`) still says what the timetable says (`wanted`, made at `at`). It is told again
 * when the two differ, and when it sees less than 13 days ahead or fewer than three turns while there is more to say; so
 * whoever looks tells it, and who looks again does not.
 */
export function isPlanned(
  known: { isOpen: boolean; turnsAt: readonly number[] } | null,
  wanted: Hours | null,
  at: number,
): boolean {
  if (known === null || wanted === null) return known === wanted;
  const { isOpen, turnsAt: ahead } = hoursAt(known, at);
  if (isOpen !== wanted.isOpen) return false;
  if (ahead.length > wanted.turnsAt.length || ahead.some((turn, index) => turn !== wanted.turnsAt[index])) return false;
  const isMore = wanted.turnsAt.length > ahead.length;
  const next = wanted.turnsAt[ahead.length] ?? Number.POSITIVE_INFINITY;
  return !isMore || (ahead.length >= 3 && next > at + (HOURS_AHEAD_DAYS - 1) * DAY_MS);
}
