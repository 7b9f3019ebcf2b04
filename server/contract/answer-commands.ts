import { z } from "zod";
import { command, limits } from "./command.ts";
import { answerIdSchema, teamIdSchema } from "./ids.ts";
import { answerViewSchema, asIfSchema, libraryModelSchema, triedSchema } from "./library-views.ts";
import { someText, storableText } from "./text.ts";

/** What is published, for searching and sending from the workbench, and the test console. */
export const answerCommands = {
  "answer:list": command({
    permission: "library",
    rateLimit: limits.read,
    input: z.strictObject({}),
    output: z.object({
      answers: z.array(
        answerViewSchema
          .omit({ body: true, questions: true })
          .extend({ questionCount: z.number().int(), search: z.string() }),
      ),
      categories: z.array(z.string()),
      model: libraryModelSchema,
    }),
    changes: false,
    errors: [],
  }),
  "answer:get": command({
    permission: "library",
    rateLimit: limits.read,
    input: z.strictObject({ id: answerIdSchema }),
    output: answerViewSchema,
    changes: false,
    errors: ["not_found"],
  }),
  /** Tries a question as a customer of this kind: candidates with degrees and what decided, and what they would get. Counts nowhere. */
  "answer:try": command({
    permission: "library",
    rateLimit: limits.read,
    input: z.strictObject({
      text: someText(2000),
      teamId: teamIdSchema.nullable(),
      on: z.enum(["published", "draft"]).default("published"),
      asIf: asIfSchema.default("now"),
      askerKind: storableText(40).default("customer"),
    }),
    output: triedSchema,
    changes: false,
    errors: ["not_found"],
  }),
};
