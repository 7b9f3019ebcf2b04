import { z } from "zod";
import { conversationIdSchema, customerIdSchema, requestIdSchema, staffIdSchema, teamIdSchema } from "./ids.ts";
import { timeSchema } from "./text.ts";

export const requestStateSchema = z.enum(["stored", "claimed", "answered", "read", "withdrawn"]);
export type RequestState = z.infer<typeof requestStateSchema>;

export const requestViewSchema = z.object({
  id: requestIdSchema,
  number: z.number().int(),
  state: requestStateSchema,
  conversationId: conversationIdSchema,
  customerId: customerIdSchema,
  customerName: z.string().nullable(),
  contact: z.string().nullable(),
  language: z.string(),
  teamId: teamIdSchema.nullable(),
  teamName: z.string().nullable(),
  text: z.string(),
  /** Taken by the system because the customer left the queue or the page, not written into the form. */
  isAutomatic: z.boolean(),
  createdAt: timeSchema,
  claimedBy: z.object({ id: staffIdSchema, name: z.string() }).nullable(),
  claimedAt: timeSchema.nullable(),
  answeredAt: timeSchema.nullable(),
  answerText: z.string().nullable(),
  readAt: timeSchema.nullable(),
});
export type RequestView = z.infer<typeof requestViewSchema>;
