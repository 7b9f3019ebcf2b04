/**
 * Times of the clock of a zone and instants, by `Intl.DateTimeFormat` alone: it knows the rules of every zone, and its
 * offsets are all that is needed. A local time counts minutes from 1970-01-01T00:00 as the zone's clocks show it.
 */
const MINUTE = 60_000;
const DAY_MINUTES = 1440;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the zone's clock shows at an instant (epoch ms), in local minutes; seconds are dropped. */
export function localMinutes(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return dayOf(year, month, day) * DAY_MINUTES + hour * 60 + minute;
}

/** Minutes the zone's clock is ahead of UTC at an instant. */
const offsetAt = (zone: string, at: number): number => localMinutes(zone, at) - Math.floor(at / MINUTE);

/**
 * The instant (epoch ms) at which the zone's clock shows a local time. A time it shows twice (the clock is set back) is
 * the first of the two; one it never shows (the clock is set forward) is the moment of the change.
 */
export function instantOf(zone: string, local: number): number {
  const asUtc = local * MINUTE;
  const before = offsetAt(zone, asUtc - DAY_MINUTES * MINUTE);
  const after = offsetAt(zone, asUtc + DAY_MINUTES * MINUTE);
  const found = [before, after]
    .map((offset) => asUtc - offset * MINUTE)
    .filter((at) => localMinutes(zone, at) === local);
  if (found.length > 0) return Math.min(...found);
  // Never shown: the clock jumps over it somewhere between the two readings.
  let low = Math.floor(asUtc / MINUTE) - Math.max(before, after);
  let high = Math.floor(asUtc / MINUTE) - Math.min(before, after);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (localMinutes(zone, middle * MINUTE) < local) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

/** The local day (days since 1970-01-01) of an instant. */
export const localDay = (zone: string, at: number): number => Math.floor(localMinutes(zone, at) / DAY_MINUTES);

/** Monday = 0. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function dayOf(year: number, month: number, day: number): number {
  // Years begin in March: the day a leap year adds is the last one.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** `YYYY-MM-DD` of a day counted from 1970-01-01; the reverse of `dayOf`. */
export function dateOf(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch + (fromMarch < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}
