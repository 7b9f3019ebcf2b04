import { z } from "zod";
import { teamIdSchema } from "./ids.ts";
import { someText } from "./text.ts";

/**
 * What an admin sets for a team and for the shop, with its bounds. Lengths are whole ms; null = off, unless said otherwise.
 * A fault's `message` is one of `routingFaults` or zod's own; its path is the field, so that it can be shown there.
 */
export const routingFaults = [
  "must_rise", // a step of the ladder stands at or before an earlier one
  "order", // the close of a quiet customer is not after its reminder
  "nowhere", // "when closed: overflow" without an overflow for closed hours
  "self", // a team's overflow leads to itself
  "circle", // overflows lead back to a team that already sent
  "unknown_team",
  "time_zone", // not a time zone of the IANA list
  "empty_span", // from and to are the same time
  "overlap", // two spans of a day overlap
  "date_twice", // two holidays on one date
  "no_such_date",
] as const;
export type RoutingFault = (typeof routingFaults)[number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ms = (least: number, most: number) => z.number().int().min(least).max(most);

/** Chats by their weight: halves, quarters, down to hundredths. */
const weightSchema = z.number().min(0.05).max(10).multipleOf(0.01);

export const strategySchema = z.enum(["balanced", "fewest_served", "round_robin", "random", "last_agent", "manual"]);
export const offHoursSchema = z.enum(["message", "queue", "overflow"]);

/** The steps of the reminder ladder that have a time, in the order in which they must come. */
export const ladderSteps = ["agentMs", "customerMs", "supervisorMs", "reofferMs", "unresponsiveMs"] as const;
export type LadderStepName = (typeof ladderSteps)[number];

const stepSchema = ms(5 * SECOND, DAY).nullable();
export const ladderSchema = z
  .strictObject({
    agentMs: stepSchema,
    customerMs: stepSchema,
    supervisorMs: stepSchema,
    reofferMs: stepSchema,
    unresponsiveMs: stepSchema,
    maxHops: z.number().int().min(0).max(20),
  })
  .superRefine((ladder, context) => {
    let before = 0;
    for (const step of ladderSteps) {
      const at = ladder[step];
      if (at === null) continue;
      if (at <= before) context.addIssue({ code: "custom", path: [step], message: "must_rise" });
      before = Math.max(before, at);
    }
  });
export type LadderSettings = z.infer<typeof ladderSchema>;

const quietLengths = { warnMs: ms(10 * SECOND, DAY).nullable(), closeMs: ms(20 * SECOND, 2 * DAY).nullable() };
export const quietSchema = z.strictObject(quietLengths).superRefine(({ warnMs, closeMs }, context) => {
  if (warnMs !== null && closeMs !== null && closeMs <= warnMs)
    context.addIssue({ code: "custom", path: ["closeMs"], message: "order" });
});

export const overflowSchema = z.strictObject({
  /** Null: the message box. */
  toTeamId: teamIdSchema.nullable(),
  /** In line for so long: moved. */
  afterMs: ms(10 * SECOND, DAY).nullable(),
  whenFull: z.boolean(),
  whenNobody: z.boolean(),
  whenClosed: z.boolean(),
});

/** Everything an admin sets for a team but its name, members, languages and hours. */
export const teamRulesSchema = z
  .strictObject({
    offerMs: ms(5 * SECOND, 5 * MINUTE),
    isAutoAccept: z.boolean(),
    maxWaiting: z.number().int().min(0).max(100_000).nullable(),
    strategy: strategySchema,
    /** The last agent is waited for at most so long, though full (`last_agent`). */
    preferMs: ms(SECOND, 10 * MINUTE),
    /** Who served this customer in this team within so long is the last agent (`last_agent`). */
    lastAgentMs: ms(MINUTE, 90 * DAY),
    /** What a chat of this team weighs, in chats; null = as the shop says. */
    chatWeight: weightSchema.nullable(),
    /** Most weight of this team one member may hold; null = only the agent's own limit. */
    memberCapacity: z.number().min(0.05).max(100).multipleOf(0.01).nullable(),
    isLanguageMatched: z.boolean(),
    isSkillMatched: z.boolean(),
    /** Least level of the skill. */
    skillLevel: z.number().int().min(1).max(5),
    /** How long language and skill are insisted on; null = for ever. */
    needsMs: ms(SECOND, DAY).nullable(),
    /** Credit of a VIP in line, beside that of the worst match; the shop's bound holds for both together. */
    vipCreditMs: ms(0, HOUR),
    offHours: offHoursSchema,
    overflow: overflowSchema.nullable(),
    longWaitMs: ms(10 * SECOND, DAY).nullable(),
    /** Null = as the shop says. */
    quiet: quietSchema.nullable(),
    wrapUpMs: ms(5 * SECOND, HOUR).nullable(),
    ladder: ladderSchema,
    /** Lapsed offers in a row after which an agent is marked not responding; null = never. */
    lapsesAllowed: z.number().int().min(1).max(20).nullable(),
  })
  .superRefine(({ offHours, overflow }, context) => {
    if (offHours === "overflow" && overflow?.whenClosed !== true)
      context.addIssue({ code: "custom", path: ["offHours"], message: "nowhere" });
  });
export type TeamRulesSettings = z.infer<typeof teamRulesSchema>;

/** Three of a team's rules are columns of their own, because the team's form sets them too; the rest is stored as one. */
export type TeamColumns = Pick<TeamRulesSettings, "offerMs" | "isAutoAccept" | "maxWaiting">;
export type StoredRules = Omit<TeamRulesSettings, keyof TeamColumns>;

// ── business hours ─────────────────────────────────────────────────────────────────────────────────────────────────

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Open from a time of the clock up to another; `to` at or before `from` is of the next day; "24:00" is the day's end. */
export const spanSchema = z.strictObject({
  from: clockSchema,
  to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
});
export type Span = z.infer<typeof spanSchema>;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A span in minutes of the day it begins on; over midnight it ends above 1440. */
export function minutesOf({ from, to }: Span): { from: number; to: number } {
  const start = minuteOf(from);
  const end = minuteOf(to);
  return { from: start, to: end <= start ? end + 1440 : end };
}

/** What begins on one day; at most eight spans that do not overlap. Empty = closed. */
export const daySchema = z
  .array(spanSchema)
  .max(8)
  .superRefine((spans, context) => {
    spans.forEach((span, index) => {
      if (span.from === span.to) context.addIssue({ code: "custom", path: [index], message: "empty_span" });
      const mine = minutesOf(span);
      const hits = spans.slice(0, index).map(minutesOf);
      if (hits.some((other) => mine.from < other.to && other.from < mine.to))
        context.addIssue({ code: "custom", path: [index], message: "overlap" });
    });
  });

/** Whether a date of the form YYYY-MM-DD is in the calendar. */
const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** When a team is open: a week from Monday to Sunday in one time zone, and days that are otherwise. */
export const timetableSchema = z
  .strictObject({
    /** A name of the IANA list, e.g. `Europe/Berlin`. */
    timeZone: z
      .string()
      .max(60)
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, { message: "time_zone" })
      .refine(isTimeZone, { message: "time_zone" }),
    /** Monday first; what begins on that day. */
    week: z.array(daySchema).length(7),
    /** Replaces what begins on that date; no spans = closed. What runs over from the evening before stays. */
    holidays: z
      .array(
        z.strictObject({
          date: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/)
            .refine(isDate, { message: "no_such_date" }),
          name: someText(80),
          spans: daySchema,
        }),
      )
      .max(400),
  })
  .superRefine(({ holidays }, context) => {
    const seen = new Set<string>();
    holidays.forEach(({ date }, index) => {
      if (seen.has(date))
        context.addIssue({ code: "custom", path: ["holidays", index, "date"], message: "date_twice" });
      seen.add(date);
    });
  });
export type Timetable = z.infer<typeof timetableSchema>;

// ── the shop ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Lengths that hold for every team. */
export const shopIntervalsSchema = z
  .strictObject({
    graceAgentMs: ms(5 * SECOND, 10 * MINUTE),
    graceCustomerMs: ms(10 * SECOND, 30 * MINUTE),
    connectMs: ms(5 * SECOND, 5 * MINUTE),
    quietWarnMs: quietLengths.warnMs,
    quietCloseMs: quietLengths.closeMs,
    creditBoundMs: ms(0, HOUR),
    /** An entry everybody declined rests this long. */
    roundRestMs: ms(SECOND, 10 * MINUTE),
    /** A place lost by being away is given back within this time. */
    placeKeptMs: ms(SECOND, DAY),
    /** When an owed reply turns red on the screens. */
    owedLimitMs: ms(10 * SECOND, HOUR),
    /** Input inactivity after which a workbench says `busy` by itself; null = never. */
    awayAfterMs: ms(MINUTE, 8 * HOUR).nullable(),
  })
  .superRefine(({ quietWarnMs, quietCloseMs }, context) => {
    if (quietWarnMs !== null && quietCloseMs !== null && quietCloseMs <= quietWarnMs)
      context.addIssue({ code: "custom", path: ["quietCloseMs"], message: "order" });
  });
export type ShopIntervals = z.infer<typeof shopIntervalsSchema>;

/** What one of each weighs, in chats. */
export const weightsSchema = z.strictObject({ chat: weightSchema, request: weightSchema, consult: weightSchema });
export type Weights = z.infer<typeof weightsSchema>;

// ── people ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const skillsSchema = z
  .record(someText(60), z.number().int().min(1).max(5))
  .refine((skills) => Object.keys(skills).length <= 50, { message: "too_many" });
export type Skills = z.infer<typeof skillsSchema>;
