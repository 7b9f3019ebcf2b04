import { z } from "zod";
import { command, limits } from "./command.ts";
import { clientIdSchema, customerIdSchema, staffIdSchema, teamIdSchema } from "./ids.ts";
import { shopIntervalsSchema, teamRulesSchema, timetableSchema, weightsSchema } from "./routing-rules.ts";
import { languageSchema, timeSchema } from "./text.ts";

const nothing = z.strictObject({});

/** A team's rules as they are in force, whether ever edited or not. */
export const teamRoutingSchema = z.object({
  id: teamIdSchema,
  name: z.string(),
  isDefault: z.boolean(),
  languages: z.array(languageSchema),
  rules: teamRulesSchema,
  /** Null = always open. */
  timetable: timetableSchema.nullable(),
  isOpen: z.boolean(),
  /** When that changes next; null = not within a fortnight. */
  nextTurnAt: timeSchema.nullable(),
  members: z.array(
    z.object({
      id: staffIdSchema,
      name: z.string(),
      isDisabled: z.boolean(),
      capacity: z.number(),
      languages: z.array(z.string()),
      skills: z.record(z.string(), z.number()),
    }),
  ),
});
export type TeamRouting = z.infer<typeof teamRoutingSchema>;

export const shopRoutingSchema = z.object({ intervals: shopIntervalsSchema, weights: weightsSchema });
export type ShopRouting = z.infer<typeof shopRoutingSchema>;

export const routingViewSchema = z.object({
  shop: shopRoutingSchema,
  teams: z.array(teamRoutingSchema),
  /** What a shop and a team that nobody edited go by. */
  defaults: z.object({ shop: shopRoutingSchema, rules: teamRulesSchema }),
  /** Categories of the library: the skills a question can ask for. */
  skillNames: z.array(z.string()),
});
export type RoutingView = z.infer<typeof routingViewSchema>;

/** Every rule of queue and assignment: read by supervisors, changed by admins. */
export const routingCommands = {
  "routing:read": command({
    input: nothing,
    output: routingViewSchema,
    changes: false,
    permission: "supervisor",
    rateLimit: limits.read,
    errors: [],
  }),
  /** Faults of fields come as `invalid` with `issues` (path, one of `routingFaults`). */
  "routing:save-team": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      teamId: teamIdSchema,
      rules: teamRulesSchema,
      timetable: timetableSchema.nullable(),
    }),
    output: teamRoutingSchema,
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["not_found", "invalid", "conflict"],
  }),
  "routing:save-shop": command({
    input: z.strictObject({ clientId: clientIdSchema, intervals: shopIntervalsSchema, weights: weightsSchema }),
    output: shopRoutingSchema,
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["invalid", "conflict"],
  }),
  /** Counts from the customer's next hand-off. */
  "customer:set-vip": command({
    input: z.strictObject({ clientId: clientIdSchema, customerId: customerIdSchema, isVip: z.boolean() }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
};
