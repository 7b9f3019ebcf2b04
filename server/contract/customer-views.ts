import { z } from "zod";
import { conversationIdSchema, teamIdSchema } from "./ids.ts";
import { closeReasonSchema } from "./items.ts";
import { timeSchema } from "./text.ts";
import { conversationStateSchema, cursorSchema } from "./views.ts";

/** What a customer sees of a line and of a chapter. */

export const queuePlaceSchema = z.object({
  conversationId: conversationIdSchema,
  /** 1 = next. */
  position: z.number().int(),
  /** Shown instead of the position where that is far off and not certain: a worse match may come before (B5). */
  places: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
  /**
   * What is left to wait, four times of five: whole minutes, as coarse as is known; `lowMs` 0 reads "less than". Null
   * while too little is known of this team, or nobody is there.
   */
  range: z.object({ lowMs: z.number(), highMs: z.number() }).nullable(),
  /** False when nobody of the team is here any more: the message box is offered beside the place. */
  isAnybodyReachable: z.boolean(),
  /** Why the place may have risen since it was last shown. */
  rose: z.enum(["worse_match_first", "returned", "other_line"]).nullable(),
  at: timeSchema,
});
export type QueuePlace = z.infer<typeof queuePlaceSchema>;

/** Whether a team serves now, and when that turns next; null = it does not. */
export const customerHoursSchema = z.object({
  teamId: teamIdSchema,
  isOpen: z.boolean(),
  nextTurnAt: timeSchema.nullable(),
});
export type CustomerHours = z.infer<typeof customerHoursSchema>;

export const customerConversationSchema = z.object({
  id: conversationIdSchema,
  state: conversationStateSchema,
  openedAt: timeSchema,
  closedAt: timeSchema.nullable(),
  closeReason: closeReasonSchema.nullable(),
  agentName: z.string().nullable(),
  isRated: z.boolean(),
  /** Newest public number. */
  headSeq: z.number().int(),
  /** How far our side has received and read what the customer wrote. */
  staffCursor: cursorSchema,
  /** How far this customer had read, from any device. */
  ownCursor: cursorSchema,
});
export type CustomerConversation = z.infer<typeof customerConversationSchema>;

/** The part of a chapter that changes with its log; comes with every item and is merged into what the page holds. */
export const customerHeadSchema = customerConversationSchema.omit({ staffCursor: true, ownCursor: true });
export type CustomerHead = z.infer<typeof customerHeadSchema>;
