import { z } from "zod";
import { command, limits } from "./command.ts";
import { clientIdSchema, staffIdSchema } from "./ids.ts";
import { storableText } from "./text.ts";

/** A recorded day run again with some of it changed, before a rule is saved. */

const count = z.number().int();
const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A zone that this server knows, e.g. `Europe/Berlin`. */
const timeZoneSchema = z.string().max(60).refine(isZone, "unknown_zone");
const replayJobIdSchema = z.uuid();

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * `settings.<field>` · `team.<id>.<field>` · `agent.<id>.<field>`, deeper names for what lies inside ·
 * `team.<id>.extraAgents` (so many more) · `agent.<id>.isRemoved` · `thresholds.base|fixed|rise|fall`. A path is the list
 * of its names. What does not fit the day is `invalid` with `unknown_path` or `bad_value`.
 */
export const replayChangeSchema = z.strictObject({
  path: z.array(storableText(100)).min(2).max(6),
  value: z.union([z.number(), z.boolean(), storableText(200), z.null(), z.array(storableText(100)).max(100)]),
});
export type ReplayChangeView = z.infer<typeof replayChangeSchema>;

/** `no_checkpoint`: the day cannot be told, nothing that is kept goes back before it. */
export const replayDaySchema = z.object({
  day: daySchema,
  events: count,
  state: z.enum(["ready", "no_checkpoint"]),
});
export type ReplayDay = z.infer<typeof replayDaySchema>;

/** What a day came to; lengths in ms, shares in percent of what they are named after. */
export const replayFiguresSchema = z.object({
  enteredLine: count,
  served: count,
  abandoned: count,
  diverted: count,
  overflowed: count,
  stillWaiting: count,
  waitMeanMs: z.number(),
  waitP50Ms: z.number(),
  waitP90Ms: z.number(),
  waitP99Ms: z.number(),
  abandonedPercent: z.number(),
  /** Null: the library was not asked. */
  libraryPercent: z.number().nullable(),
  idlePercent: z.number(),
  /** Minutes of work per available hour: the mean over the agents, and the deviation in percent of it. */
  effortMinutesPerHour: z.number(),
  effortSpreadPercent: z.number(),
  /** Extra agents have the id of the member they are there with, `~` and a number. */
  agents: z.array(
    z.object({ agentId: z.union([staffIdSchema, z.string()]), effortMinutes: z.number(), availableHours: z.number() }),
  ),
  assignments: count,
});

export const replayResultSchema = z.object({
  day: daySchema,
  timeZone: z.string(),
  seed: count,
  changes: z.array(replayChangeSchema),
  /** The recorded inputs run through the rules again: `differing` assignments is 0 unless `otherRules` decided that day. */
  replay: z.object({ events: count, assignments: count, differing: count, otherRules: count }),
  /** Moved by a supervisor: not part of the model. */
  movedByHand: count,
  /** As it was; as the model has it unchanged; with the changes (null: there were none). */
  real: replayFiguresSchema,
  modelled: replayFiguresSchema,
  changed: replayFiguresSchema.nullable(),
  tookMs: z.number(),
});
export type ReplayResult = z.infer<typeof replayResultSchema>;

export const replayJobSchema = z.object({
  id: replayJobIdSchema,
  state: z.enum(["running", "done", "failed", "cancelled"]),
  /** 0 to 1. */
  share: z.number(),
  /** Why it failed: `no_such_day`, `no_checkpoint`, `journal_gone`, `unknown_path`, `bad_value`, `internal`; with the path of what it is about. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  result: replayResultSchema.nullable(),
});
export type ReplayJobView = z.infer<typeof replayJobSchema>;

const supervisor = { permission: "supervisor" } as const;

export const replayCommands = {
  /** The days that can be looked at, newest first; those that cannot be told say so. */
  "routing:replay-days": command({
    ...supervisor,
    input: z.strictObject({ timeZone: timeZoneSchema }),
    output: z.object({ days: z.array(replayDaySchema) }),
    rateLimit: limits.read,
    changes: false,
    errors: ["invalid", "slow_down"],
  }),
  /** Begins a replay; `slow_down` when enough of them run. Nothing of the shop is changed by it. */
  "routing:replay": command({
    ...supervisor,
    input: z.strictObject({
      clientId: clientIdSchema,
      day: daySchema,
      timeZone: timeZoneSchema,
      changes: z.array(replayChangeSchema).max(100),
      seed: count.min(0).max(2_147_483_647).default(1),
    }),
    output: z.object({ jobId: replayJobIdSchema }),
    rateLimit: limits.heavy,
    changes: true,
    errors: ["invalid", "conflict", "slow_down"],
  }),
  /** One's own replay; kept for an hour on the node that ran it. */
  "routing:replay-job": command({
    ...supervisor,
    input: z.strictObject({ id: replayJobIdSchema }),
    output: replayJobSchema,
    rateLimit: limits.read,
    changes: false,
    errors: ["not_found"],
  }),
  "routing:replay-cancel": command({
    ...supervisor,
    input: z.strictObject({ clientId: clientIdSchema, id: replayJobIdSchema }),
    output: replayJobSchema,
    rateLimit: limits.act,
    changes: true,
    errors: ["not_found"],
  }),
};
