import { z } from "zod";
import {
  answerIdSchema,
  conversationIdSchema,
  itemIdSchema,
  mediaIdSchema,
  offerIdSchema,
  requestIdSchema,
  staffIdSchema,
  teamIdSchema,
} from "./ids.ts";
import { timeSchema } from "./text.ts";

/** The log of a conversation as staff read it. Customers read `customer-items.ts`, which has fewer kinds and fields. */

export const authorSchema = z.object({
  kind: z.enum(["customer", "agent", "library", "system"]),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
export type Author = z.infer<typeof authorSchema>;

export const pictureSchema = z.object({
  mediaId: mediaIdSchema,
  width: z.number().int(),
  height: z.number().int(),
});
export type Picture = z.infer<typeof pictureSchema>;

/** Tapping one sends its text as the customer's next message. */
export const quickReplySchema = z.object({ label: z.string(), text: z.string() });
export type QuickReply = z.infer<typeof quickReplySchema>;
/** Another entry offered after an answer; tapping it asks for that entry, as a suggestion does. */
export const followUpSchema = z.object({ answerId: answerIdSchema, title: z.string() });
export type FollowUp = z.infer<typeof followUpSchema>;

export const suggestionSchema = z.object({ answerId: answerIdSchema, title: z.string() });

/** Why a person was offered: this reply, the mean so far, the customer's words, a picture, or nothing to say. */
export const promptCauseSchema = z.enum(["single", "mean", "asked", "picture"]);

export const thresholdsSchema = z.object({
  single: z.number(),
  mean: z.number(),
  reason: z.enum(["idle", "normal", "busy", "nobody"]),
  freeSeats: z.number(),
  totalSeats: z.number(),
  waiting: z.number(),
});
export type ThresholdsView = z.infer<typeof thresholdsSchema>;

/** What the library knew when it replied (B2–B4): kept with the reply, never shown to the customer. */
export const matchSchema = z.object({
  degree: z.number().nullable(),
  mean: z.number().nullable(),
  candidates: z.array(z.object({ answerId: answerIdSchema, title: z.string(), degree: z.number() })),
  thresholds: thresholdsSchema.nullable(),
  modelId: z.string().nullable(),
});
export type MatchView = z.infer<typeof matchSchema>;

export const librarySaySchema = z.enum(["answer", "suggest", "honest", "picture", "person", "greeting", "thanks"]);

export const replyFactsSchema = z.object({
  say: librarySaySchema,
  answerId: answerIdSchema.nullable(),
  title: z.string().nullable(),
  suggestions: z.array(suggestionSchema),
  prompt: z.object({ cause: promptCauseSchema, isAnybodyReachable: z.boolean() }).nullable(),
  /** What an answer brings besides its text; replies stored before there was any have none. */
  pictures: z.array(pictureSchema).default([]),
  quickReplies: z.array(quickReplySchema).default([]),
  followUps: z.array(followUpSchema).default([]),
});
export type ReplyFacts = z.infer<typeof replyFactsSchema>;

const base = {
  id: itemIdSchema,
  conversationId: conversationIdSchema,
  /** Counts everything in this conversation: 1, 2, 3 … */
  seq: z.number().int(),
  /** Counts what the customer may see; null on staff-only items. */
  publicSeq: z.number().int().nullable(),
  author: authorSchema,
  clientId: z.string().nullable(),
  createdAt: timeSchema,
};

export const messageDataSchema = z.object({
  text: z.string().nullable(),
  picture: pictureSchema.nullable(),
  /** On the library's replies. */
  reply: replyFactsSchema.extend({ match: matchSchema }).nullable(),
  /** On an agent's message that is the answer to a message-box request, or a sent library answer. */
  requestId: requestIdSchema.nullable(),
  answerId: answerIdSchema.nullable(),
  /** An automatic line of ours, by message key: `quiet_warning`, `still_waiting`, `long_wait` (with the message box under it). */
  auto: z.string().nullable(),
});

export const leftQueueReasonSchema = z.enum([
  "cancelled",
  "away",
  "supervisor",
  "closed",
  /** The line could not take it: what was asked is a message now. */
  "diverted",
]);
export const unassignedReasonSchema = z.enum([
  "transferred",
  "agent_lost",
  "requeued",
  /** The agent's day ended. */
  "agent_leaving",
  /** Somebody else answers, as the holder did not. */
  "reoffered",
]);
/** Why something stands in a line: asked for a person, or came back to one, or came from another. */
export const queuedWhySchema = z.enum([
  "handoff",
  "agent_lost",
  "agent_leaving",
  "transferred",
  "requeued",
  "overflow",
  "moved",
]);
/** Steps of the reminder ladder; `nobody`: nobody could be asked, `hops_spent`: it changed hands too often already. */
export const ladderStepSchema = z.enum([
  "agent",
  "customer",
  "supervisor",
  "reoffer",
  "unresponsive",
  "nobody",
  "hops_spent",
]);
export type ReminderStep = z.infer<typeof ladderStepSchema>;
export const reasonAboutSchema = z.enum(["offer", "assignment", "skip", "requeue", "diversion", "reminder"]);
export const offerKindSchema = z.enum(["queue", "transfer", "reoffer"]);
export const closeReasonSchema = z.enum(["agent", "customer", "quiet", "customer_left", "supervisor"]);
export type CloseReason = z.infer<typeof closeReasonSchema>;
export const outcomeSchema = z.object({ isSolved: z.boolean(), category: z.string().max(60).nullable() });

/** Why a decision fell as it did (C6), in numbers; put into words by the screens. */
export const decisionSchema = z.object({
  chosenAgentId: staffIdSchema.nullable(),
  rule: z.string(),
  numbers: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  next: z.array(
    z.object({ agentId: staffIdSchema, load: z.number(), capacity: z.number(), idleSince: z.number().nullable() }),
  ),
  skipped: z.record(z.string(), z.number()),
});
export type DecisionView = z.infer<typeof decisionSchema>;

export const itemSchema = z.discriminatedUnion("kind", [
  z.object({ ...base, kind: z.literal("message"), data: messageDataSchema }),
  z.object({ ...base, kind: z.literal("note"), data: z.object({ text: z.string() }) }),
  z.object({
    ...base,
    kind: z.literal("queued"),
    data: z.object({
      teamId: teamIdSchema,
      teamName: z.string(),
      degree: z.number().nullable(),
      isAgain: z.boolean(),
      /** Missing on items stored before it was kept. */
      why: queuedWhySchema.optional(),
    }),
  }),
  z.object({ ...base, kind: z.literal("left_queue"), data: z.object({ reason: leftQueueReasonSchema }) }),
  z.object({
    ...base,
    kind: z.literal("offered"),
    data: z.object({
      offerId: offerIdSchema,
      agentId: staffIdSchema,
      agentName: z.string(),
      isTransfer: z.boolean(),
      /** Missing on items stored before it was kept. */
      offerKind: offerKindSchema.optional(),
      decision: decisionSchema.nullable(),
    }),
  }),
  z.object({
    ...base,
    kind: z.literal("offer_ended"),
    data: z.object({
      offerId: offerIdSchema,
      agentId: staffIdSchema,
      agentName: z.string(),
      how: z.enum(["declined", "expired", "withdrawn"]),
    }),
  }),
  z.object({
    ...base,
    kind: z.literal("assigned"),
    data: z.object({
      agentId: staffIdSchema,
      agentName: z.string(),
      waitedMs: z.number(),
      decision: decisionSchema.nullable(),
    }),
  }),
  z.object({
    ...base,
    kind: z.literal("unassigned"),
    data: z.object({ agentId: staffIdSchema, agentName: z.string(), reason: unassignedReasonSchema }),
  }),
  z.object({
    ...base,
    kind: z.literal("transfer"),
    data: z.object({
      toAgentId: staffIdSchema.nullable(),
      toTeamId: teamIdSchema.nullable(),
      toName: z.string(),
      note: z.string().nullable(),
    }),
  }),
  /** Staff only: a step of the reminder ladder. */
  z.object({
    ...base,
    kind: z.literal("reminder"),
    data: z.object({
      step: ladderStepSchema,
      agentId: staffIdSchema,
      agentName: z.string(),
      owedSince: timeSchema,
      /** How the conversation's view stands after it. */
      ladderStep: z.number().int(),
      isReoffered: z.boolean(),
    }),
  }),
  /** Staff only: an answer promised by a time, taken back (`until` null), or due now. */
  z.object({
    ...base,
    kind: z.literal("promise"),
    data: z.object({
      agentId: staffIdSchema,
      agentName: z.string(),
      until: timeSchema.nullable(),
      isDue: z.boolean(),
    }),
  }),
  /** Staff only: from one line into another. */
  z.object({
    ...base,
    kind: z.literal("moved"),
    data: z.object({ fromTeamName: z.string(), toTeamName: z.string(), why: queuedWhySchema }),
  }),
  /** Staff only: what came of it, noted after the close. */
  z.object({
    ...base,
    kind: z.literal("outcome"),
    data: outcomeSchema.extend({ agentId: staffIdSchema, agentName: z.string() }),
  }),
  z.object({ ...base, kind: z.literal("person_declined"), data: z.object({}) }),
  z.object({
    ...base,
    kind: z.literal("feedback"),
    data: z.object({ itemId: itemIdSchema, isHelpful: z.boolean(), comment: z.string().nullable().optional() }),
  }),
  z.object({
    ...base,
    kind: z.literal("request"),
    data: z.object({
      requestId: requestIdSchema,
      number: z.number(),
      text: z.string(),
      contact: z.string().nullable(),
      isAutomatic: z.boolean(),
    }),
  }),
  z.object({
    ...base,
    kind: z.literal("closed"),
    data: z.object({ reason: closeReasonSchema, outcome: outcomeSchema.nullable() }),
  }),
  z.object({
    ...base,
    kind: z.literal("rating"),
    data: z.object({ score: z.number().int(), comment: z.string().nullable() }),
  }),
]);
export type Item = z.infer<typeof itemSchema>;
export type ItemKind = Item["kind"];
export type ItemOf<K extends ItemKind> = Extract<Item, { kind: K }>;
