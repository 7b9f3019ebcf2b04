import { z } from "zod";
import {
  closeReasonSchema,
  leftQueueReasonSchema,
  pictureSchema,
  replyFactsSchema,
  unassignedReasonSchema,
  type Item,
} from "./items.ts";
import { conversationIdSchema, itemIdSchema, requestIdSchema } from "./ids.ts";
import { timeSchema } from "./text.ts";

/** The same log as the customer reads it: no notes, no degrees, no offers, no staff ids. Built field by field. */

export const customerAuthorSchema = z.object({
  kind: z.enum(["customer", "agent", "library", "system"]),
  name: z.string().nullable(),
});

const base = {
  id: itemIdSchema,
  conversationId: conversationIdSchema,
  /** The customer's own numbering (`publicSeq`): 1, 2, 3 … without holes. */
  seq: z.number().int(),
  author: customerAuthorSchema,
  clientId: z.string().nullable(),
  createdAt: timeSchema,
};

export const customerItemSchema = z.discriminatedUnion("kind", [
  z.object({
    ...base,
    kind: z.literal("message"),
    data: z.object({
      text: z.string().nullable(),
      picture: pictureSchema.nullable(),
      reply: replyFactsSchema.omit({ answerId: true }).nullable(),
      requestId: requestIdSchema.nullable(),
      auto: z.string().nullable(),
    }),
  }),
  z.object({
    ...base,
    kind: z.literal("queued"),
    data: z.object({
      teamName: z.string(),
      isAgain: z.boolean(),
      /** In another team's line than before, without their doing. */
      isMoved: z.boolean(),
    }),
  }),
  z.object({ ...base, kind: z.literal("left_queue"), data: z.object({ reason: leftQueueReasonSchema }) }),
  z.object({ ...base, kind: z.literal("assigned"), data: z.object({ agentName: z.string() }) }),
  z.object({
    ...base,
    kind: z.literal("unassigned"),
    data: z.object({ agentName: z.string(), reason: unassignedReasonSchema }),
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
  z.object({ ...base, kind: z.literal("closed"), data: z.object({ reason: closeReasonSchema }) }),
  z.object({
    ...base,
    kind: z.literal("rating"),
    data: z.object({ score: z.number().int(), comment: z.string().nullable() }),
  }),
]);
export type CustomerItem = z.infer<typeof customerItemSchema>;
export type CustomerItemKind = CustomerItem["kind"];

/** The customer's copy of a log item, or null when it is staff only. Chosen by kind, so a new kind is hidden until named here. */
export function toCustomerItem(item: Item): CustomerItem | null {
  if (item.publicSeq === null) return null;
  const shared = {
    id: item.id,
    conversationId: item.conversationId,
    seq: item.publicSeq,
    author: { kind: item.author.kind, name: item.author.kind === "agent" ? item.author.name : null },
    clientId: item.author.kind === "customer" ? item.clientId : null,
    createdAt: item.createdAt,
  };
  switch (item.kind) {
    case "message": {
      const { text, picture, reply, requestId, auto } = item.data;
      const publicReply = reply && {
        say: reply.say,
        title: reply.title,
        suggestions: reply.suggestions,
        prompt: reply.prompt,
        pictures: reply.pictures,
        quickReplies: reply.quickReplies,
        followUps: reply.followUps,
      };
      return { ...shared, kind: "message", data: { text, picture, reply: publicReply, requestId, auto } };
    }
    case "queued":
      return {
        ...shared,
        kind: "queued",
        data: {
          teamName: item.data.teamName,
          isAgain: item.data.isAgain,
          isMoved: item.data.why === "overflow" || item.data.why === "moved",
        },
      };
    case "left_queue":
      return { ...shared, kind: "left_queue", data: { reason: item.data.reason } };
    case "assigned":
      return { ...shared, kind: "assigned", data: { agentName: item.data.agentName } };
    case "unassigned":
      return { ...shared, kind: "unassigned", data: { agentName: item.data.agentName, reason: item.data.reason } };
    case "person_declined":
      return { ...shared, kind: "person_declined", data: {} };
    case "feedback":
      return {
        ...shared,
        kind: "feedback",
        data: { itemId: item.data.itemId, isHelpful: item.data.isHelpful, comment: item.data.comment ?? null },
      };
    case "request": {
      const { requestId, number, text, contact, isAutomatic } = item.data;
      return { ...shared, kind: "request", data: { requestId, number, text, contact, isAutomatic } };
    }
    case "closed":
      return { ...shared, kind: "closed", data: { reason: item.data.reason } };
    case "rating":
      return { ...shared, kind: "rating", data: { score: item.data.score, comment: item.data.comment ?? null } };
    case "note":
    case "offered":
    case "offer_ended":
    case "transfer":
    case "reminder":
    case "promise":
    case "moved":
    case "outcome":
      return null;
  }
}

/** Kinds of items that take a public number; the rest are staff only. */
export const publicKinds: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>([
  "message",
  "queued",
  "left_queue",
  "assigned",
  "unassigned",
  "person_declined",
  "feedback",
  "request",
  "closed",
  "rating",
]);
