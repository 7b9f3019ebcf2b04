import { z } from "zod";
import { command, limits } from "./command.ts";
import { answerIdSchema, clientIdSchema } from "./ids.ts";
import {
  answerContentSchema,
  answerHealthSchema,
  askedQuestionIdSchema,
  collisionSchema,
  draftViewSchema,
  learnedPairIdSchema,
  learnedPairSchema,
  libraryChangeSchema,
  libraryEntrySchema,
  libraryFacetsSchema,
  libraryJobIdSchema,
  libraryModelSchema,
  libraryRowSchema,
  libraryWarningSchema,
  QUESTION_MAX_LENGTH,
  unansweredGroupSchema,
  versionSchema,
} from "./library-views.ts";
import { importPreviewSchema, libraryJobSchema, trialResultSchema } from "./library-job-views.ts";
import { languageSchema, someText, storableText, timeSchema } from "./text.ts";

/** Where the next page begins: given out by the page before, read by nobody else. */
const cursorSchema = z.string().max(1000).nullable();
const idsSchema = z.array(answerIdSchema).min(1).max(500);
/** Which drafts are meant: these, all but these, or (null) all. */
const draftChoiceSchema = z
  .union([idsSchema, z.strictObject({ except: idsSchema })])
  .nullable()
  .default(null);
const questionIdsSchema = z.array(askedQuestionIdSchema).min(1).max(200);
const count = z.number().int();
const versionNumber = z.number().int().min(0).max(2_147_483_647);
const heavy = { permission: "library", rateLimit: limits.heavy } as const;
const act = { permission: "library", rateLimit: limits.act } as const;
const read = { permission: "library", rateLimit: limits.read } as const;

/** Drafts, versions, what customers could not get answered, and what the matcher learned. */
export const libraryCommands = {
  /** A page of the list, with the drafts in it. `facets` come with the first page (`after` null). */
  "library:list": command({
    ...read,
    input: z.strictObject({
      query: storableText(200).default(""),
      category: storableText(60).nullable().default(null),
      /** Only entries without a category; `category` is not read then. */
      isUncategorised: z.boolean().default(false),
      language: languageSchema.nullable().default(null),
      health: answerHealthSchema.nullable().default(null),
      /** `draft`: any draft. */
      state: z.enum(["draft", "new", "changed", "removed", "disabled"]).nullable().default(null),
      sort: z.enum(["title", "asked", "updated"]).default("title"),
      after: cursorSchema.default(null),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    output: z.object({
      rows: z.array(libraryRowSchema),
      next: z.string().nullable(),
      /** Rows of this filter in all. */
      total: count,
      facets: libraryFacetsSchema.nullable(),
      model: libraryModelSchema,
      version: count,
      draftCount: count,
    }),
    changes: false,
    errors: ["invalid"],
  }),
  "library:get": command({
    ...read,
    input: z.strictObject({ id: answerIdSchema }),
    output: libraryEntrySchema,
    changes: false,
    errors: ["not_found"],
  }),
  /**
   * Keeps an entry as a draft (id null: a new one). A draft like what is published is no draft any more (`draft` null).
   * `stale`: nothing was saved, somebody saved the draft since revision `expectedRevision` (0: there was none).
   */
  "library:save-draft": command({
    ...act,
    input: z.strictObject({
      clientId: clientIdSchema,
      id: answerIdSchema.nullable(),
      content: answerContentSchema,
      expectedRevision: z.number().int().min(0).max(2_147_483_647),
    }),
    output: z.object({
      result: z.enum(["saved", "stale"]),
      id: answerIdSchema,
      /** As it stands now: what was saved, or what somebody else saved. */
      draft: draftViewSchema.nullable(),
      draftCount: count,
      warnings: z.array(libraryWarningSchema),
    }),
    changes: true,
    errors: ["not_found", "invalid", "conflict"],
  }),
  "library:discard-draft": command({
    ...act,
    input: z.strictObject({ clientId: clientIdSchema, ids: z.union([idsSchema, z.literal("all")]) }),
    output: z.object({ discarded: count, draftCount: count }),
    changes: true,
    errors: ["conflict"],
  }),
  /** Drafts of removal; an entry that was never published is gone at once. */
  "library:remove": command({
    ...act,
    input: z.strictObject({ clientId: clientIdSchema, ids: idsSchema }),
    output: z.object({ removed: count, draftCount: count, warnings: z.array(libraryWarningSchema) }),
    changes: true,
    errors: ["not_found", "conflict"],
  }),
  /** The drafts against what is published, or a version against the one before it. */
  "library:diff": command({
    ...read,
    input: z.strictObject({
      of: z.union([z.literal("drafts"), versionNumber]),
      /** Of drafts only. */
      ids: draftChoiceSchema,
      after: cursorSchema.default(null),
      limit: z.number().int().min(1).max(100).default(50),
    }),
    output: z.object({
      changes: z.array(libraryChangeSchema),
      next: z.string().nullable(),
      counts: z.object({ new: count, changed: count, removed: count }),
      /** Entries with something missing: nothing is published while there are any. Of drafts only. */
      withIssues: count,
      /** Names this state of these drafts for `library:publish`. */
      print: z.string(),
      /** The drafts' own version is this one plus one. */
      version: count,
      /** Of a version. */
      of: versionSchema.nullable(),
      warnings: z.array(libraryWarningSchema),
    }),
    changes: false,
    errors: ["not_found", "invalid"],
  }),
  /** One change to many entries, as drafts. Entries whose draft takes them out are left as they are. */
  "library:edit-many": command({
    ...act,
    input: z.strictObject({
      clientId: clientIdSchema,
      ids: idsSchema,
      change: z.strictObject({
        category: storableText(60).nullable().optional(),
        isEnabled: z.boolean().optional(),
      }),
    }),
    output: z.object({ changed: count, draftCount: count, warnings: z.array(libraryWarningSchema) }),
    changes: true,
    errors: ["conflict"],
  }),
  /**
   * Publishes the chosen drafts, all or nothing, as one version. `stale`: a draft was edited since `print` was
   * given out; `incomplete`: an entry lacks something (`library:diff` tells); `empty`: there is nothing to publish.
   */
  "library:publish": command({
    ...heavy,
    input: z.strictObject({
      clientId: clientIdSchema,
      note: storableText(500),
      expectedDrafts: z.string().max(100),
      ids: draftChoiceSchema,
    }),
    output: z.object({
      result: z.enum(["published", "stale", "incomplete", "empty"]),
      version: count,
      changeCount: count,
      draftCount: count,
      /** Who edited last, of `stale`. */
      editedBy: z.object({ name: z.string().nullable(), at: timeSchema }).nullable(),
    }),
    changes: true,
    errors: ["conflict"],
  }),
  "library:versions": command({
    ...read,
    input: z.strictObject({
      before: versionNumber.nullable().default(null),
      limit: z.number().int().min(1).max(100).default(30),
    }),
    output: z.object({ versions: z.array(versionSchema), version: count, hasMore: z.boolean() }),
    changes: false,
    errors: [],
  }),
  /** Brings every entry back to what it was at version `to` (0: before the first), as a new version. Drafts stay. */
  "library:rollback": command({
    ...heavy,
    input: z.strictObject({
      clientId: clientIdSchema,
      to: versionNumber,
      /** The version seen: another one now is `stale`. */
      expectedVersion: versionNumber,
    }),
    output: z.object({ result: z.enum(["published", "stale", "empty"]), version: count, changeCount: count }),
    changes: true,
    errors: ["not_found", "conflict"],
  }),
  /** Duplicates and collisions of an entry's questions with other entries, drafts counted in. */
  "library:collisions": command({
    ...read,
    input: z.strictObject({ id: answerIdSchema.nullable(), questions: z.array(storableText(500)).max(500).nullable() }),
    output: z.object({ collisions: z.array(collisionSchema) }),
    changes: false,
    errors: ["not_found"],
  }),
  /** Real questions of the last 90 days that belong to this entry and are not in it yet. */
  "library:suggest-questions": command({
    ...read,
    input: z.strictObject({ id: answerIdSchema }),
    output: z.object({
      suggestions: z.array(
        z.object({ text: z.string(), count, degree: z.number(), questionIds: z.array(askedQuestionIdSchema) }),
      ),
    }),
    changes: false,
    errors: ["not_found"],
  }),
  /** Trains the chosen drafts and tries them on the last n days' questions. Goes on as a job. */
  "library:trial": command({
    ...heavy,
    input: z.strictObject({
      clientId: clientIdSchema,
      days: z.number().int().min(1).max(90),
      ids: draftChoiceSchema,
    }),
    output: z.object({ jobId: libraryJobIdSchema }),
    changes: true,
    errors: ["conflict", "slow_down"],
  }),
  /** A job as it stands, with what it found once it is done. */
  "library:job": command({
    ...read,
    input: z.strictObject({ id: libraryJobIdSchema }),
    output: libraryJobSchema.extend({ trial: trialResultSchema.nullable(), preview: importPreviewSchema.nullable() }),
    changes: false,
    errors: ["not_found"],
  }),
  /** One's own jobs of the last day, newest first: what a reloaded page goes on with. */
  "library:jobs": command({
    ...read,
    input: z.strictObject({}),
    output: z.object({ jobs: z.array(libraryJobSchema) }),
    changes: false,
    errors: [],
  }),
  "library:cancel-job": command({
    ...act,
    input: z.strictObject({ clientId: clientIdSchema, id: libraryJobIdSchema }),
    output: libraryJobSchema,
    changes: true,
    errors: ["not_found", "conflict"],
  }),
  /**
   * Writes an import that was read without errors, all of it or nothing: into the drafts, or published at once.
   * `stale`: entries it changes were edited since it was read (read the file again).
   */
  "library:import-apply": command({
    ...heavy,
    input: z.strictObject({
      clientId: clientIdSchema,
      id: libraryJobIdSchema,
      isPublished: z.boolean(),
      note: storableText(500),
    }),
    output: z.object({
      result: z.enum(["written", "stale", "has_errors", "cancelled"]),
      adds: count,
      changes: count,
      draftCount: count,
      version: count,
    }),
    changes: true,
    errors: ["not_found", "conflict"],
  }),

  /** Questions nobody could answer, grouped, by how often and how long people waited for them. */
  "unanswered:list": command({
    ...read,
    input: z.strictObject({
      days: z.number().int().min(1).max(90),
      language: languageSchema.nullable().default(null),
      which: z.enum(["open", "handled"]).default("open"),
      after: cursorSchema.default(null),
      limit: z.number().int().min(1).max(100).default(30),
    }),
    output: z.object({
      groups: z.array(unansweredGroupSchema),
      next: z.string().nullable(),
      totalGroups: count,
      totalQuestions: count,
      /** Only the newest 2,000 questions were grouped. */
      isSampled: z.boolean(),
      languages: z.array(z.string()),
    }),
    changes: false,
    errors: ["invalid"],
  }),
  /** Makes a draft of them: a new entry (answerId null) or more similar questions of one. `questions` null: their wordings, 20 at most. */
  "unanswered:add-to": command({
    ...act,
    input: z.strictObject({
      clientId: clientIdSchema,
      questionIds: questionIdsSchema,
      answerId: answerIdSchema.nullable(),
      questions: z.array(someText(QUESTION_MAX_LENGTH)).min(1).max(50).nullable().default(null),
    }),
    output: z.object({
      answerId: answerIdSchema,
      draft: draftViewSchema,
      added: count,
      draftCount: count,
    }),
    changes: true,
    errors: ["not_found", "too_large", "conflict"],
  }),
  "unanswered:dismiss": command({
    ...act,
    input: z.strictObject({ clientId: clientIdSchema, questionIds: questionIdsSchema }),
    output: z.object({ questions: count }),
    changes: true,
    errors: ["conflict"],
  }),
  /** Puts dismissed or handled ones back on the list. */
  "unanswered:restore": command({
    ...act,
    input: z.strictObject({ clientId: clientIdSchema, questionIds: questionIdsSchema }),
    output: z.object({ questions: count }),
    changes: true,
    errors: ["conflict"],
  }),

  /** What the matcher learned from feedback, newest first. */
  "learned:list": command({
    ...read,
    input: z.strictObject({
      answerId: answerIdSchema.nullable().default(null),
      isRevoked: z.boolean().default(false),
      after: cursorSchema.default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ pairs: z.array(learnedPairSchema), next: z.string().nullable(), total: count }),
    changes: false,
    errors: ["invalid"],
  }),
  /** Takes them out of what the matcher knows (or back in), at once. */
  "learned:revoke": command({
    ...act,
    input: z.strictObject({
      clientId: clientIdSchema,
      ids: z.array(learnedPairIdSchema).min(1).max(200),
      isRevoked: z.boolean().default(true),
    }),
    output: z.object({ changed: count }),
    changes: true,
    errors: ["conflict"],
  }),
};
