import { z } from "zod";
import { command, limits } from "./command.ts";
import { clientIdSchema, conversationIdSchema, staffIdSchema, teamIdSchema } from "./ids.ts";
import { outcomeSchema, reasonAboutSchema } from "./items.ts";
import { seqSchema, timeSchema } from "./text.ts";
import { agentNumbersSchema, standingSchema } from "./views.ts";

const nothing = z.strictObject({});

/** What an agent says of their own time: back, leaving, done noting, owing an answer by; and taking work by hand. */
export const deskTimeCommands = {
  /** "I am here": ends being marked not responding. Harmless when one is not. Another's: supervisors only. */
  "agent:return": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      /** Null or left out: oneself. */
      agentId: staffIdSchema.nullable().optional(),
    }),
    output: nothing,
    changes: true,
    permission: "staff",
    rateLimit: limits.act,
    errors: ["not_found", "forbidden", "conflict"],
  }),
  /** Leaves in `inMs` (0 = now, null = stays after all): nothing new, chats handed over one by one. Another's: supervisors only. */
  "leaving:set": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      /** Null: oneself. */
      agentId: staffIdSchema.nullable(),
      inMs: z.number().int().min(0).max(43_200_000).nullable(),
    }),
    output: z.object({ leavingAt: timeSchema.nullable() }),
    changes: true,
    permission: "staff",
    rateLimit: limits.act,
    errors: ["not_found", "forbidden", "conflict"],
  }),
  /** The notes after a close are done: the seat is free. An outcome given here replaces the one of the close. */
  "wrap-up:end": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      outcome: outcomeSchema.nullable(),
    }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  /** "I owe an answer by": the quiet clock stands still until then, and the desk is reminded. Null takes it back. */
  "promise:make": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      /** Epoch ms, in the future and within 30 days. */
      until: timeSchema.nullable(),
    }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "invalid", "conflict"],
  }),
  /** Takes a waiting conversation of one of one's teams where agents choose; of two who take it one gets it. */
  "entry:take": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "not_manual", "not_available", "already_assigned", "at_capacity", "conflict"],
  }),
  /** Into another team's line, at the place it has. */
  "entry:move": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema, teamId: teamIdSchema }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "invalid", "already_assigned", "queue_full", "nobody_available", "team_closed", "conflict"],
  }),
};

const candidateSchema = agentNumbersSchema;

/** One stored reason (C6), as numbers and codes; the words are made by the screens. */
export const decisionEntrySchema = z.object({
  journalSeq: z.number().int(),
  /** Place among the reasons of that event: with `journalSeq` it names the decision. */
  position: z.number().int(),
  at: timeSchema,
  about: reasonAboutSchema,
  /** `ReasonWhy` of the rules; new codes may come. */
  why: z.string(),
  teamId: teamIdSchema,
  /** Null: nobody was chosen; `why` says why the work moved or stood back. */
  chosen: candidateSchema.nullable(),
  /** Up to five who would have come next. */
  next: z.array(candidateSchema),
  /** Members who could not be chosen, by reason code; only codes that count somebody. */
  notEligible: z.record(z.string(), z.number().int()),
  /** What was looked at: `waitedMs`, `creditMs`, `position`, `hop`, `limitMs` … */
  numbers: z.record(z.string(), z.number()),
  /** Names of the people and the team above; who was erased is missing. */
  names: z.record(z.string(), z.string()),
});
export type DecisionEntry = z.infer<typeof decisionEntrySchema>;

/** One member of the team at the moment of a decision, in the order in which they would have been asked. */
export const decisionMemberSchema = agentNumbersSchema.extend({
  name: z.string().nullable(),
  /** As they stood; `ready` and `code` null means: could have been chosen. */
  standing: standingSchema,
  /** Why not; null for those who could have been chosen. */
  code: z.string().nullable(),
  isChosen: z.boolean(),
});
export type DecisionMember = z.infer<typeof decisionMemberSchema>;

/** Why it went as it went. */
export const decisionCommands = {
  /** Every stored reason of a conversation, oldest first. */
  "decision:list": command({
    input: z.strictObject({ conversationId: conversationIdSchema }),
    output: z.object({ decisions: z.array(decisionEntrySchema) }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  /** The whole team at that moment, computed again from checkpoint and journal. */
  "decision:full": command({
    input: z.strictObject({ journalSeq: seqSchema, position: z.number().int().min(0).max(100_000) }),
    output: z.object({
      decision: decisionEntrySchema,
      members: z.array(decisionMemberSchema),
      /** False: decided by rules of another release; what is shown is the team just before the event. */
      isExact: z.boolean(),
    }),
    changes: false,
    permission: "supervisor",
    rateLimit: limits.heavy,
    errors: ["not_found", "slow_down"],
  }),
};
