import { z } from "zod";
import { command, limits } from "./command.ts";
import { customerItemSchema } from "./customer-items.ts";
import {
  answerIdSchema,
  clientIdSchema,
  conversationIdSchema,
  itemIdSchema,
  mediaIdSchema,
  requestIdSchema,
} from "./ids.ts";
import { MESSAGE_MAX_LENGTH, languageSchema, nameSchema, seqSchema, someText, storableText } from "./text.ts";
import {
  customerConversationSchema,
  customerHeadSchema,
  customerHoursSchema,
  queuePlaceSchema,
} from "./customer-views.ts";
import { siteViewSchema } from "./views.ts";

const nothing = z.strictObject({});

/** Everything a customer may do, on namespace `/customer`. */
export const customerCommands = {
  /** The thread as it is now: site, chapters (newest last), the newest items. Also the way back after a reset. */
  "thread:open": command({
    input: z.strictObject({ pageUrl: storableText(2000).nullable() }),
    output: z.object({
      site: siteViewSchema,
      customer: z.object({
        id: z.string(),
        name: z.string().nullable(),
        contact: z.string().nullable(),
        language: z.string(),
      }),
      conversations: z.array(customerConversationSchema),
      items: z.array(customerItemSchema),
      hasEarlier: z.boolean(),
      place: queuePlaceSchema.nullable(),
      peopleOnline: z.number().int(),
      /** Of the team this customer would be handed to now; null when there is no team. */
      hours: customerHoursSchema.nullable(),
    }),
    changes: false,
    permission: "customer",
    rateLimit: limits.read,
    errors: [],
  }),
  /** Fifty items before a known one, across chapters, oldest first. */
  "thread:earlier": command({
    input: z.strictObject({ conversationId: conversationIdSchema, beforeSeq: seqSchema.min(1) }),
    output: z.object({
      conversations: z.array(customerConversationSchema),
      items: z.array(customerItemSchema),
      hasEarlier: z.boolean(),
    }),
    changes: false,
    permission: "customer",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  /** What is missing of one chapter after a number; `isDone` false means: ask again from the last one. */
  "stream:resume": command({
    input: z.strictObject({ conversationId: conversationIdSchema, afterSeq: seqSchema }),
    output: z.object({
      conversation: customerConversationSchema,
      items: z.array(customerItemSchema),
      isDone: z.boolean(),
    }),
    changes: false,
    permission: "customer",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  /**
   * A message. `conversationId` null, or one that has closed, starts or continues the open chapter: text is never
   * dropped. The ack names where it went.
   */
  "message:send": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema.nullable(),
      text: someText(MESSAGE_MAX_LENGTH).nullable(),
      mediaId: mediaIdSchema.nullable(),
      /** Set when a "did you mean" chip was pressed. */
      answerId: answerIdSchema.nullable(),
    }),
    output: z.object({ item: customerItemSchema, conversation: customerHeadSchema }),
    changes: true,
    permission: "customer",
    rateLimit: limits.chat,
    errors: ["invalid", "not_found", "conflict", "slow_down"],
  }),
  "answer:rate": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      itemId: itemIdSchema,
      isHelpful: z.boolean(),
      /** In the customer's own words, why it did not help. */
      comment: storableText(1_000).nullable().optional(),
    }),
    output: nothing,
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "closed", "conflict"],
  }),
  /** "A person, please": into the queue, or `nobody_available`, which opens the message box. */
  "handoff:request": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema.nullable() }),
    output: z.object({ conversation: customerConversationSchema, place: queuePlaceSchema.nullable() }),
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: [
      "not_found",
      "nobody_available",
      "queue_full",
      "team_closed",
      "already_waiting",
      "already_assigned",
      "conflict",
    ],
  }),
  /** "Keep asking": the prompt goes away and the mean starts anew (B3). */
  "handoff:decline": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "closed", "conflict"],
  }),
  "queue:leave": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  /** "Lin is now with you" was shown: the agent's count may rise (C4). */
  "connection:acknowledge": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  "conversation:end": command({
    input: z.strictObject({ clientId: clientIdSchema, conversationId: conversationIdSchema }),
    output: nothing,
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "closed", "conflict"],
  }),
  "conversation:rate": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      score: z.number().int().min(1).max(5),
      comment: storableText(2000).nullable(),
    }),
    output: nothing,
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "already_rated", "conflict"],
  }),
  /** Leave a message for later; stored before it is acknowledged. */
  "request:leave": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema.nullable(),
      text: someText(MESSAGE_MAX_LENGTH),
      name: nameSchema.nullable(),
      contact: storableText(254).nullable(),
    }),
    output: z.object({
      requestId: requestIdSchema,
      number: z.number().int(),
      conversation: customerConversationSchema,
    }),
    changes: true,
    permission: "customer",
    rateLimit: limits.act,
    errors: ["not_found", "conflict", "slow_down"],
  }),
  "typing:set": command({
    input: z.strictObject({
      conversationId: conversationIdSchema,
      isTyping: z.boolean(),
      preview: storableText(300).nullable(),
    }),
    output: nothing,
    changes: false,
    permission: "customer",
    rateLimit: limits.passing,
    errors: ["not_found"],
  }),
  /** How far this customer has received and read; never moves back. */
  "cursor:advance": command({
    input: z.strictObject({
      conversationId: conversationIdSchema,
      deliveredSeq: seqSchema,
      readSeq: seqSchema,
    }),
    output: nothing,
    changes: false,
    permission: "customer",
    rateLimit: limits.passing,
    errors: ["not_found"],
  }),
  "profile:set": command({
    input: z.strictObject({
      name: nameSchema.nullable(),
      contact: storableText(254).nullable(),
      language: languageSchema,
    }),
    output: nothing,
    changes: false,
    permission: "customer",
    rateLimit: limits.act,
    errors: [],
  }),
};
export type CustomerCommands = typeof customerCommands;
export type CustomerCommandName = keyof CustomerCommands;
