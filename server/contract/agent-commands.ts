import { z } from "zod";
import { command, limits } from "./command.ts";
import {
  answerIdSchema,
  clientIdSchema,
  conversationIdSchema,
  mediaIdSchema,
  offerIdSchema,
  requestIdSchema,
  staffIdSchema,
  teamIdSchema,
} from "./ids.ts";
import { itemSchema, outcomeSchema } from "./items.ts";
import {
  MESSAGE_MAX_LENGTH,
  languageSchema,
  nameSchema,
  seqSchema,
  someText,
  storableText,
  timeSchema,
} from "./text.ts";
import { requestStateSchema, requestViewSchema } from "./request-views.ts";
import {
  agentViewSchema,
  availabilitySchema,
  cannedReplySchema,
  conversationHeadSchema,
  conversationViewSchema,
  cursorSchema,
  customerViewSchema,
  deskSchema,
  deskChangeSchema,
  teamViewSchema,
} from "./views.ts";

const nothing = z.strictObject({});

/** The desk: what an agent does all day, on namespace `/agent`. */
export const deskCommands = {
  /** The whole desk as it is now; also the way back after a reset. */
  "desk:open": command({
    input: nothing,
    output: deskSchema,
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "desk:resume": command({
    input: z.strictObject({ afterSeq: seqSchema }),
    output: z.object({
      kind: z.enum(["changes", "reset"]),
      changes: z.array(z.object({ seq: z.number().int(), change: deskChangeSchema })),
      isDone: z.boolean(),
    }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "availability:set": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      availability: availabilitySchema,
      reason: z.string().max(40).nullable(),
      /** When busy ends by itself; only with `busy`. */
      until: timeSchema.nullable().optional(),
      /** The workbench saw no input (or input again): only `available` becomes busy by it, and only that is taken back. */
      isAutomatic: z.boolean().optional(),
    }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["invalid", "conflict"],
  }),
  "offer:accept": command({
    input: z.strictObject({ clientId: clientIdSchema, offerId: offerIdSchema }),
    output: z.object({ conversationId: conversationIdSchema }),
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["offer_gone", "not_found", "at_capacity", "conflict"],
  }),
  "offer:decline": command({
    input: z.strictObject({ clientId: clientIdSchema, offerId: offerIdSchema }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["offer_gone", "not_found", "conflict"],
  }),
  /** Who a chat could be given to: agents with their state and load, and teams. */
  "colleague:list": command({
    input: nothing,
    output: z.object({
      agents: z.array(agentViewSchema),
      teams: z.array(
        teamViewSchema.extend({
          isAnybodyReachable: z.boolean(),
          waiting: z.number().int(),
          /** Its agents take from the line themselves. */
          isManual: z.boolean(),
        }),
      ),
    }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "canned:list": command({
    input: nothing,
    output: z.object({ replies: z.array(cannedReplySchema) }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "canned:save": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      id: z.uuid().nullable(),
      shortcut: z.string().regex(/^[\p{L}\p{N}_-]{1,40}$/u),
      title: nameSchema,
      body: someText(4000),
      language: languageSchema,
    }),
    output: cannedReplySchema,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "taken", "conflict"],
  }),
  "canned:remove": command({
    input: z.strictObject({ clientId: clientIdSchema, id: z.uuid() }),
    output: nothing,
    changes: true,
    permission: "supervisor",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
};

/** One conversation: reading it, writing into it, giving it away, ending it. */
export const conversationCommands = {
  /** Opens a conversation and follows it on this socket until `conversation:leave`. */
  "conversation:open": command({
    input: z.strictObject({ conversationId: conversationIdSchema }),
    output: z.object({
      conversation: conversationViewSchema,
      customer: customerViewSchema,
      items: z.array(itemSchema),
      hasEarlier: z.boolean(),
      customerCursor: cursorSchema,
      ownCursor: cursorSchema,
      earlier: z.array(conversationViewSchema),
      requests: z.array(requestViewSchema),
      /** What this reader may do here, as the permission rules say now. */
      may: z.object({
        send: z.boolean(),
        note: z.boolean(),
        transfer: z.boolean(),
        close: z.boolean(),
        steer: z.boolean(),
      }),
    }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  "conversation:leave": command({
    input: z.strictObject({ conversationId: conversationIdSchema }),
    output: nothing,
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "conversation:earlier": command({
    input: z.strictObject({ conversationId: conversationIdSchema, beforeSeq: seqSchema.min(1) }),
    output: z.object({ items: z.array(itemSchema), hasEarlier: z.boolean() }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  "stream:resume": command({
    input: z.strictObject({ conversationId: conversationIdSchema, afterSeq: seqSchema }),
    output: z.object({ conversation: conversationViewSchema, items: z.array(itemSchema), isDone: z.boolean() }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  "conversation:list": command({
    input: z.strictObject({
      which: z.enum(["waiting", "served", "closed"]),
      search: storableText(200).nullable(),
      before: timeSchema.nullable(),
    }),
    output: z.object({ conversations: z.array(conversationViewSchema), hasMore: z.boolean() }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "message:send": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      text: someText(MESSAGE_MAX_LENGTH).nullable(),
      mediaId: mediaIdSchema.nullable(),
      /** The library answer this text was taken from, when it was. */
      answerId: answerIdSchema.nullable(),
    }),
    /** What others hear as `item:created`; the socket that sent does not hear that. */
    output: z.object({ item: itemSchema, conversation: conversationHeadSchema }),
    changes: true,
    permission: "agent",
    rateLimit: limits.chat,
    errors: ["not_found", "closed", "conflict", "slow_down"],
  }),
  "note:add": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      text: someText(MESSAGE_MAX_LENGTH),
    }),
    output: z.object({ item: itemSchema, conversation: conversationHeadSchema }),
    changes: true,
    permission: "staff",
    rateLimit: limits.chat,
    errors: ["not_found", "conflict", "slow_down"],
  }),
  "transfer:start": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      toAgentId: staffIdSchema.nullable(),
      toTeamId: teamIdSchema.nullable(),
      note: storableText(2000).nullable(),
    }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "invalid", "nobody_available", "at_capacity", "conflict"],
  }),
  "transfer:withdraw": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  "conversation:close": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema, outcome: outcomeSchema }),
    output: nothing,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "closed", "conflict"],
  }),
  "typing:set": command({
    input: z.strictObject({ conversationId: conversationIdSchema, isTyping: z.boolean() }),
    output: nothing,
    changes: false,
    permission: "agent",
    rateLimit: limits.passing,
    errors: ["not_found"],
  }),
  "cursor:advance": command({
    input: z.strictObject({
      conversationId: conversationIdSchema,
      deliveredSeq: seqSchema,
      readSeq: seqSchema,
    }),
    output: nothing,
    changes: false,
    permission: "staff",
    rateLimit: limits.passing,
    errors: ["not_found"],
  }),
};

/** The message box. */
export const requestCommands = {
  "request:list": command({
    input: z.strictObject({ states: z.array(requestStateSchema).min(1).max(5), before: timeSchema.nullable() }),
    output: z.object({
      requests: z.array(requestViewSchema),
      hasMore: z.boolean(),
      boxSeq: z.number().int(),
      openRequests: z.number().int(),
    }),
    changes: false,
    permission: "staff",
    rateLimit: limits.read,
    errors: [],
  }),
  "request:claim": command({
    input: z.strictObject({ clientId: clientIdSchema, requestId: requestIdSchema }),
    output: requestViewSchema,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "already_claimed", "conflict"],
  }),
  "request:release": command({
    input: z.strictObject({ clientId: clientIdSchema, requestId: requestIdSchema }),
    output: requestViewSchema,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  /** Stored into the customer's thread before it is acknowledged; only the claimer may answer. */
  "request:answer": command({
    input: z.strictObject({ clientId: clientIdSchema, requestId: requestIdSchema, text: someText(MESSAGE_MAX_LENGTH) }),
    output: requestViewSchema,
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "already_claimed", "conflict", "slow_down"],
  }),
};
