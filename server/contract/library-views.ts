import { z } from "zod";
import { answerIdSchema, conversationIdSchema, itemIdSchema, mediaIdSchema, teamIdSchema } from "./ids.ts";
import { followUpSchema, pictureSchema, quickReplySchema } from "./items.ts";
import { languageSchema, storableText, timeSchema } from "./text.ts";

/** What the screens of the answer library read. Commands: `library-commands.ts`. */

export const answerKindSchema = z.enum(["answer", "person", "greeting", "thanks"]);
export type AnswerKindView = z.infer<typeof answerKindSchema>;

/** Rows of asked_questions and others that are only ever named by staff of the library. */
export const askedQuestionIdSchema = z.uuid();
export const learnedPairIdSchema = z.uuid();
export const libraryJobIdSchema = z.uuid();

export const MOST_QUESTIONS = 500;
export const QUESTION_MAX_LENGTH = 500;
export const BODY_MAX_LENGTH = 8000;
export const TITLE_MAX_LENGTH = 120;
export const CATEGORY_MAX_LENGTH = 60;

/**
 * An entry as it is edited. A draft may still lack its title, its text or its questions; publishing tells what is
 * missing. A group of the like of `quickReplies` has at most six.
 */
export const answerContentSchema = z.strictObject({
  kind: answerKindSchema,
  title: storableText(TITLE_MAX_LENGTH),
  body: storableText(BODY_MAX_LENGTH),
  category: storableText(CATEGORY_MAX_LENGTH).nullable(),
  language: languageSchema,
  teamId: teamIdSchema.nullable(),
  /** Kind of customer it is for (`customer`, `courier` …); null = everybody. */
  askerKind: storableText(40).nullable(),
  questions: z.array(storableText(QUESTION_MAX_LENGTH)).max(MOST_QUESTIONS),
  pictureIds: z.array(mediaIdSchema).max(6),
  quickReplies: z.array(z.strictObject({ label: storableText(40), text: storableText(200) })).max(6),
  followUpIds: z.array(answerIdSchema).max(6),
  isEnabled: z.boolean(),
});
export type AnswerContent = z.infer<typeof answerContentSchema>;

/** The published entry with its counts, as the workbench searches and sends it. */
export const answerViewSchema = z.object({
  id: answerIdSchema,
  kind: answerKindSchema,
  title: z.string(),
  body: z.string(),
  category: z.string().nullable(),
  language: z.string(),
  teamId: teamIdSchema.nullable(),
  questions: z.array(z.string()),
  isEnabled: z.boolean(),
  updatedAt: timeSchema,
  updatedByName: z.string().nullable(),
  asked: z.number().int(),
  helpful: z.number().int(),
  notHelpful: z.number().int(),
});
export type AnswerView = z.infer<typeof answerViewSchema>;

/** The trained model in use: when, from how many questions, and whether a newer one is on its way. */
export const libraryModelSchema = z.object({
  id: z.string().nullable(),
  trainedAt: timeSchema.nullable(),
  questions: z.number().int(),
  isTraining: z.boolean(),
});
export type LibraryModelView = z.infer<typeof libraryModelSchema>;

export const draftStateSchema = z.enum(["new", "changed", "removed"]);
export type DraftState = z.infer<typeof draftStateSchema>;
/** `care`: of at least 3 opinions 30 % are bad, or of at least 5 times asked 30 % went on to a person. `unused`: never asked. */
export const answerHealthSchema = z.enum(["care", "fine", "unused"]);

const countsOfHealth = { asked: z.number().int(), helpful: z.number().int(), notHelpful: z.number().int() };

/** A line of the list: the draft where there is one, else the published entry. */
export const libraryRowSchema = z.object({
  id: answerIdSchema,
  kind: answerKindSchema,
  title: z.string(),
  category: z.string().nullable(),
  language: z.string(),
  askerKind: z.string().nullable(),
  questionCount: z.number().int(),
  isEnabled: z.boolean(),
  ...countsOfHealth,
  ledToPerson: z.number().int(),
  lastAskedAt: timeSchema.nullable(),
  health: answerHealthSchema,
  draft: draftStateSchema.nullable(),
  updatedAt: timeSchema,
  updatedByName: z.string().nullable(),
});
export type LibraryRow = z.infer<typeof libraryRowSchema>;

/** How many entries a filter would leave, with the other filters as they are. */
export const libraryFacetsSchema = z.object({
  categories: z.array(z.object({ category: z.string().nullable(), count: z.number().int() })),
  languages: z.array(z.object({ language: z.string(), count: z.number().int() })),
  health: z.object({ care: z.number().int(), fine: z.number().int(), unused: z.number().int() }),
  states: z.object({
    new: z.number().int(),
    changed: z.number().int(),
    removed: z.number().int(),
    disabled: z.number().int(),
  }),
});
export type LibraryFacets = z.infer<typeof libraryFacetsSchema>;

/** After publishing, this language would have no enabled system entry of this kind any more. */
export const libraryWarningSchema = z.object({ kind: z.enum(["person", "greeting", "thanks"]), language: z.string() });
export type LibraryWarning = z.infer<typeof libraryWarningSchema>;

export const draftViewSchema = z.object({
  state: draftStateSchema,
  /** Null when the draft takes the entry out. */
  content: answerContentSchema.nullable(),
  /** Counts the draft's savings; `library:save-draft` says which one it edited. */
  revision: z.number().int(),
  updatedAt: timeSchema,
  updatedByName: z.string().nullable(),
  /** The entry was published by somebody else since this draft was begun: publishing it would undo theirs. */
  isBehind: z.boolean(),
});
export type DraftView = z.infer<typeof draftViewSchema>;

export const versionSchema = z.object({
  number: z.number().int(),
  publishedAt: timeSchema,
  byName: z.string(),
  note: z.string(),
  rolledBackTo: z.number().int().nullable(),
  changeCount: z.number().int(),
});
export type LibraryVersionView = z.infer<typeof versionSchema>;

export const libraryEntrySchema = z.object({
  id: answerIdSchema,
  published: answerContentSchema.nullable(),
  draft: draftViewSchema.nullable(),
  /** Versions that changed it, newest first, at most 20. */
  history: z.array(versionSchema.extend({ change: draftStateSchema })),
  health: z.object({
    ...countsOfHealth,
    ledToPerson: z.number().int(),
    lastAskedAt: timeSchema.nullable(),
    health: answerHealthSchema,
    /** The last 30 days, oldest first, days without a question left out. `day` is UTC, `2026-11-20`. */
    days: z.array(z.object({ day: z.string(), ...countsOfHealth, ledToPerson: z.number().int() })),
  }),
  /** How often each similar question was asked word for word in the last 90 days; 0 left out. */
  askedByQuestion: z.array(z.object({ question: z.string(), asked: z.number().int() })),
  /** Sizes of the pictures named in published and draft. */
  pictures: z.array(pictureSchema),
  /** Titles of the entries named as follow-ups. */
  followUps: z.array(followUpSchema),
});
export type LibraryEntryView = z.infer<typeof libraryEntrySchema>;

/** What is wrong with an entry that shall be published: a field of the content and a reason. */
export const entryIssueSchema = z.object({
  field: z.enum(["title", "body", "questions", "category", "pictureIds", "quickReplies", "followUpIds", "teamId"]),
  reason: z.enum(["empty", "missing", "too_many", "taken_out"]),
});
export type EntryIssue = z.infer<typeof entryIssueSchema>;

export const libraryChangeSchema = z.object({
  answerId: answerIdSchema,
  title: z.string(),
  language: z.string(),
  what: draftStateSchema,
  /** Names of the fields that differ; all of them for a new or removed entry. */
  fields: z.array(z.string()),
  before: answerContentSchema.nullable(),
  after: answerContentSchema.nullable(),
  /** Only of drafts. */
  draft: draftViewSchema.omit({ content: true, state: true }).nullable(),
  issues: z.array(entryIssueSchema),
});
export type LibraryChangeView = z.infer<typeof libraryChangeSchema>;

/** Two entries that fight for a question. */
export const collisionSchema = z.object({
  question: z.string(),
  answerId: answerIdSchema,
  title: z.string(),
  otherId: answerIdSchema,
  otherTitle: z.string(),
  /** How sure the other entry is of the first one's question. */
  degree: z.number(),
  /** Word for word the other entry's own question. */
  isDuplicate: z.boolean(),
});
export type CollisionView = z.infer<typeof collisionSchema>;

export const saidSchema = z.object({
  say: z.enum(["answer", "suggest", "honest", "picture", "person", "greeting", "thanks"]),
  answerId: answerIdSchema.nullable(),
  title: z.string().nullable(),
  degree: z.number(),
  isPersonOffered: z.boolean(),
});

export const unansweredGroupSchema = z.object({
  /** Of the newest question in it. */
  id: askedQuestionIdSchema,
  label: z.string(),
  language: z.string().nullable(),
  count: z.number().int(),
  /** Together, from going to a person until one came (or the conversation ended, or now). */
  waitedMs: z.number(),
  /** How many of them went to a person, and how many said "not helpful". */
  wentToPerson: z.number().int(),
  notHelpful: z.number().int(),
  lastAskedAt: timeSchema,
  /** All of its questions, newest first, at most 200: what the other commands are given. */
  questionIds: z.array(askedQuestionIdSchema),
  /** Distinct wordings, most asked first, at most 10. */
  examples: z.array(
    z.object({
      questionId: askedQuestionIdSchema,
      text: z.string(),
      count: z.number().int(),
      askedAt: timeSchema,
      conversationId: conversationIdSchema,
      itemId: itemIdSchema,
    }),
  ),
  nearest: z.object({ answerId: answerIdSchema, title: z.string(), degree: z.number() }).nullable(),
  /** Of handled ones. */
  handledAs: z.enum(["entry", "similar", "dismissed"]).nullable(),
});
export type UnansweredGroup = z.infer<typeof unansweredGroupSchema>;

export const learnedPairSchema = z.object({
  id: learnedPairIdSchema,
  text: z.string(),
  answerId: answerIdSchema,
  title: z.string(),
  isRight: z.boolean(),
  source: z.enum(["helpful", "agent", "promoted"]),
  byName: z.string().nullable(),
  createdAt: timeSchema,
  revokedAt: timeSchema.nullable(),
});
export type LearnedPairView = z.infer<typeof learnedPairSchema>;

/** How the test console plays the shop: as it is, or as if. */
export const asIfSchema = z.enum(["now", "idle", "normal", "busy", "nobody"]);

export const triedSchema = z.object({
  tookMs: z.number(),
  candidates: z.array(
    z.object({
      answerId: answerIdSchema,
      title: z.string(),
      category: z.string().nullable(),
      language: z.string(),
      degree: z.number(),
      /** What decided, strongest first: words and parts of words, with signed weights. Of the first three. */
      features: z.array(z.object({ text: z.string(), weight: z.number() })),
      evidence: z.array(z.object({ name: z.string(), value: z.number() })),
    }),
  ),
  isExact: z.boolean(),
  say: z.enum(["answer", "suggest", "honest", "person", "greeting", "thanks"]),
  title: z.string().nullable(),
  body: z.string().nullable(),
  pictures: z.array(pictureSchema),
  quickReplies: z.array(quickReplySchema),
  followUps: z.array(followUpSchema),
  /** Titles of the choices of "did you mean". */
  suggestions: z.array(z.string()),
  isPersonOffered: z.boolean(),
  promptCause: z.enum(["single", "mean", "asked"]).nullable(),
  single: z.number(),
  mean: z.number(),
  reason: z.enum(["idle", "normal", "busy", "nobody"]),
  freeSeats: z.number().int(),
  totalSeats: z.number().int(),
  waiting: z.number().int(),
  answeringDegree: z.number(),
  givingUpDegree: z.number(),
  /** What the published library says to the same; null when that is what was tried. */
  published: saidSchema.nullable(),
  /** The drafts were edited since the tried model was trained: new words are found only by whole questions. */
  isDraftModelOld: z.boolean(),
});
export type Tried = z.infer<typeof triedSchema>;
