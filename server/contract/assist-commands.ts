import { z } from "zod";
import { command, limits } from "./command.ts";
import { answerIdSchema, clientIdSchema, conversationIdSchema, itemIdSchema } from "./ids.ts";
import { nameSchema, someText, storableText } from "./text.ts";

/** A library answer that may fit; the degree is the calibrated probability that it is the right one (B2). */
export const suggestedAnswerSchema = z.object({
  kind: z.literal("answer"),
  answerId: answerIdSchema,
  title: z.string(),
  body: z.string(),
  degree: z.number(),
});

/** A canned reply that may fit, its placeholders filled from the conversation. It has no degree: nothing calibrates it. */
export const suggestedReplySchema = z.object({
  kind: z.literal("reply"),
  replyId: z.string(),
  shortcut: z.string(),
  title: z.string(),
  body: z.string(),
});

export const suggestionForAgentSchema = z.discriminatedUnion("kind", [suggestedAnswerSchema, suggestedReplySchema]);
export type AgentSuggestion = z.infer<typeof suggestionForAgentSchema>;

/** What helps the agent while a person serves: the library answers nobody then, it only suggests. */
export const assistCommands = {
  /**
   * What could be said to the customer's current turn, or to words typed into the search: answers and canned replies,
   * ranked together, the likeliest first. Reads only.
   */
  "assist:suggest": command({
    input: z.strictObject({ conversationId: conversationIdSchema, text: storableText(2000).nullable() }),
    output: z.object({
      /** The words it is about; null when the customer has said none. */
      question: z.string().nullable(),
      /** The customer's newest message of that turn: what "this was the right answer" is said about. */
      itemId: itemIdSchema.nullable(),
      /** The single-time threshold that holds now. */
      single: z.number().nullable(),
      suggestions: z.array(suggestionForAgentSchema),
    }),
    changes: false,
    permission: "agent",
    rateLimit: limits.read,
    errors: ["not_found"],
  }),
  /**
   * Proposes an agent's reply as an answer: it lands among the library's drafts under the agent's name, and reaches no
   * customer before an admin publishes it.
   */
  "assist:propose": command({
    input: z.strictObject({
      clientId: clientIdSchema,
      conversationId: conversationIdSchema,
      /** The agent's message whose words become the answer. */
      itemId: itemIdSchema,
      title: nameSchema,
      questions: z.array(someText(500)).min(1).max(20),
    }),
    output: z.object({ answerId: answerIdSchema }),
    changes: true,
    permission: "agent",
    rateLimit: limits.act,
    errors: ["not_found", "invalid", "conflict"],
  }),
};
