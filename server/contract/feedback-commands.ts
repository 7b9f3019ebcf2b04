import { z } from "zod";
import { command, limits } from "./command.ts";
import { answerIdSchema, clientIdSchema, conversationIdSchema, itemIdSchema, teamIdSchema } from "./ids.ts";
import { thresholdsSchema } from "./items.ts";
import { timeSchema } from "./text.ts";

/** What feedback made of a base (B4): of a whole team, or of one category in it. */
export const learnedBaseSchema = z.object({
  /** Null for the whole team. */
  category: z.string().nullable(),
  single: z.number(),
  /** Questions of which something was heard. */
  count: z.number().int(),
});
export type LearnedBaseView = z.infer<typeof learnedBaseSchema>;

/** A reply and what it was tested against. */
export const testedReplySchema = z.object({
  id: z.string(),
  conversationId: conversationIdSchema,
  askedAt: timeSchema,
  text: z.string(),
  category: z.string().nullable(),
  degree: z.number(),
  mean: z.number().nullable(),
  baseSingle: z.number().nullable(),
  thresholds: thresholdsSchema.nullable(),
  promptCause: z.enum(["single", "mean"]).nullable(),
});
export type TestedReply = z.infer<typeof testedReplySchema>;

/** What people say of the library's replies, and what was learned of it. */
export const feedbackCommands = {
  /** "This was the right answer": said by the agent of a question, by the customer's message or the library's reply to it. */
  "answer:mark-right": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      itemId: itemIdSchema,
      answerId: answerIdSchema,
    }),
    output: z.object({ isLearned: z.boolean() }),
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "conflict"],
  }),
  /** The learned bases of a team, and its newest replies with what they were tested against. */
  "thresholds:explain": command({
    input: z.strictObject({ teamId: teamIdSchema }),
    output: z.object({
      site: z.object({ single: z.number(), mean: z.number() }),
      bases: z.array(learnedBaseSchema),
      replies: z.array(testedReplySchema),
    }),
    changes: false,
    permission: "supervisor",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
};
