import { z } from "zod";
import { command, limits } from "./command.ts";
import { clientIdSchema, conversationIdSchema, sessionIdSchema, staffIdSchema, teamIdSchema } from "./ids.ts";
import { skillsSchema } from "./routing-rules.ts";
import { emailSchema, languageSchema, nameSchema, timeSchema } from "./text.ts";
import {
  availabilitySchema,
  boardSchema,
  busyReasonSchema,
  localizedTextSchema,
  meSchema,
  roleSchema,
  siteViewSchema,
} from "./views.ts";

const nothing = z.strictObject({});

/** The live board and the supervisor's hand. Each act is explained and recorded in the conversation's log. */
export const supervisionCommands = {
  /** The board now; this socket hears `board:changed` until `board:leave`. */
  "board:open": command({
    input: nothing,
    output: boardSchema,
    changes: false,
    permission: "supervisor",
    rateLimit: limits.read,
    errors: [],
  }),
  "board:leave": command({
    input: nothing,
    output: nothing,
    changes: false,
    permission: "supervisor",
    rateLimit: limits.read,
    errors: [],
  }),
  "conversation:assign": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema, agentId: staffIdSchema }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  "conversation:requeue": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      /** Into this team's line; null or left out: its own. */
      teamId: teamIdSchema.nullable().optional(),
    }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  "conversation:stop": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "closed", "conflict"],
  }),
  "agent:set-availability": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      agentId: staffIdSchema,
      availability: availabilitySchema,
      reason: z.string().max(40).nullable(),
      /** When busy ends by itself; only with `busy`. */
      until: timeSchema.nullable().optional(),
    }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
};

export const personViewSchema = z.object({
  id: staffIdSchema,
  email: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  teamIds: z.array(teamIdSchema),
  capacity: z.number().int(),
  languages: z.array(z.string()),
  skills: z.record(z.string(), z.number()),
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSeenAt: timeSchema.nullable(),
});
export type PersonView = z.infer<typeof personViewSchema>;

export const teamSettingsSchema = z.object({
  id: teamIdSchema,
  name: z.string(),
  languages: z.array(languageSchema),
  isDefault: z.boolean(),
  isAutoAccept: z.boolean(),
  offerMs: z.number().int(),
  maxWaiting: z.number().int().nullable(),
  memberIds: z.array(staffIdSchema),
});
export type TeamSettings = z.infer<typeof teamSettingsSchema>;

export const peopleCommands = {
  "person:list": command({
    input: nothing,
    output: z.object({ people: z.array(personViewSchema), teams: z.array(teamSettingsSchema) }),
    changes: false,
    permission: "admin",
    rateLimit: limits.read,
    errors: [],
  }),
  /** Adds (id null) or edits somebody. Adding answers with a one-time password, changed at first sign-in. */
  "person:save": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      id: staffIdSchema.nullable(),
      email: emailSchema,
      name: nameSchema,
      roles: z.array(roleSchema).min(1).max(3),
      teamIds: z.array(teamIdSchema).max(100),
      capacity: z.number().int().min(1).max(50),
      /** Languages served (BCP 47); none = any. Left out: as they were. */
      languages: z.array(languageSchema).max(20).optional(),
      /** Level 1 to 5 by name. Left out: as they were. */
      skills: skillsSchema.optional(),
    }),
    output: z.object({ person: personViewSchema, oneTimePassword: z.string().nullable() }),
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["not_found", "taken", "last_admin", "conflict"],
  }),
  "person:set-disabled": command({
    input: z.strictObject({ clientId: clientIdSchema, id: staffIdSchema, isDisabled: z.boolean() }),
    output: personViewSchema,
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["not_found", "last_admin", "conflict"],
  }),
  "person:reset-password": command({
    input: z.strictObject({ clientId: clientIdSchema, id: staffIdSchema }),
    output: z.object({ oneTimePassword: z.string() }),
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  "team:save": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      id: teamIdSchema.nullable(),
      name: nameSchema,
      languages: z.array(languageSchema).max(20),
      isDefault: z.boolean(),
      isAutoAccept: z.boolean(),
      offerMs: z.number().int().min(5_000).max(300_000),
      maxWaiting: z.number().int().min(0).max(100_000).nullable(),
      memberIds: z.array(staffIdSchema).max(1000),
    }),
    output: teamSettingsSchema,
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["not_found", "taken", "conflict"],
  }),
  /** Only a team nobody waits in and no open conversation belongs to; answers with `in_use` otherwise. */
  "team:remove": command({
    input: z.strictObject({ clientId: clientIdSchema, id: teamIdSchema }),
    output: nothing,
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["not_found", "in_use", "conflict"],
  }),
};

export const handOffBasesSchema = z.strictObject({
  single: z.number().min(0.05).max(0.95),
  mean: z.number().min(0.05).max(0.95),
});

export const shopSettingsSchema = z.object({
  site: siteViewSchema.extend({ allowedOrigins: z.array(z.string()) }),
  busyReasons: z.array(busyReasonSchema),
  handOff: handOffBasesSchema,
  hasDemo: z.boolean(),
  embedTag: z.string(),
});
export type ShopSettings = z.infer<typeof shopSettingsSchema>;

export const settingsCommands = {
  "settings:get": command({
    input: nothing,
    output: shopSettingsSchema,
    changes: false,
    permission: "admin",
    rateLimit: limits.read,
    errors: [],
  }),
  "settings:save": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      name: nameSchema,
      greeting: localizedTextSchema,
      accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
      /** Origins (`https://shop.example`) whose pages may carry the chat. */
      allowedOrigins: z.array(z.string().max(300)).max(100),
      busyReasons: z.array(busyReasonSchema).max(30),
      handOff: handOffBasesSchema,
    }),
    output: shopSettingsSchema,
    changes: true,
    permission: "admin",
    rateLimit: limits.act,
    errors: ["invalid", "conflict"],
  }),
  /** Takes the demo's people, answers and conversations out; what the shop made itself stays. */
  "demo:remove": command({
    input: z.strictObject({ clientId: clientIdSchema }),
    output: z.object({ removed: z.number().int() }),
    changes: true,
    permission: "admin",
    rateLimit: limits.heavy,
    errors: ["last_admin", "in_use", "conflict"],
  }),
};

export const sessionViewSchema = z.object({
  id: sessionIdSchema,
  createdAt: timeSchema,
  lastSeenAt: timeSchema,
  userAgent: z.string().nullable(),
  isThis: z.boolean(),
});

/** One's own account. */
export const accountCommands = {
  "account:get": command({
    input: nothing,
    output: z.object({ me: meSchema, sessions: z.array(sessionViewSchema) }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  /** Ends every other session of this person. */
  "account:change-password": command({
    input: z.strictObject({ current: z.string().max(200), next: z.string().min(8).max(200) }),
    output: nothing,
    changes: false,
    permission: "staff",
    rateLimit: { points: 5, perMs: 60_000 },
    errors: ["wrong_password", "weak_password"],
  }),
  "account:set-language": command({
    input: z.strictObject({ language: languageSchema }),
    output: nothing,
    changes: false,
    permission: "staff",
    rateLimit: limits.act,
    errors: [],
  }),
  "session:revoke": command({
    input: z.strictObject({ clientId: clientIdSchema, id: sessionIdSchema }),
    output: nothing,
    changes: true,
    permission: "staff",
    rateLimit: limits.act,
    errors: ["not_found"],
  }),
};
