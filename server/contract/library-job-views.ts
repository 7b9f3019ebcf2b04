import { z } from "zod";
import { collisionSchema, libraryJobIdSchema, saidSchema } from "./library-views.ts";
import { timeSchema } from "./text.ts";

/** What long work on the library found: trials before publishing, imports before writing. Commands: `library-commands.ts`. */

/** One past question whose answer the draft changes. */
export const trialRowSchema = z.object({
  text: z.string(),
  /** Times it was asked in those days, word for word. */
  count: z.number().int(),
  published: saidSchema,
  draft: saidSchema,
  /** `newly`: now answered · `different`: another answer · `lost`: no longer answered · `same`: same answer, other degree. */
  change: z.enum(["newly", "different", "lost", "same"]),
  /** By what people said of it then, or what they said of questions like it. */
  verdict: z.enum(["better", "worse", "unknown"]),
  why: z.enum(["right_answer", "helpful", "not_helpful", "similar_question", "learned", "none"]),
});
export type TrialRow = z.infer<typeof trialRowSchema>;

export const trialResultSchema = z.object({
  days: z.number().int(),
  /** Past questions tried, repeats counted; `found` are all there were (a trial tries the newest 2,000). */
  asked: z.number().int(),
  found: z.number().int(),
  counts: z.object({
    same: z.number().int(),
    newly: z.number().int(),
    different: z.number().int(),
    lost: z.number().int(),
  }),
  verdicts: z.object({ better: z.number().int(), worse: z.number().int(), unknown: z.number().int() }),
  /** Worse ones first, then by how often they were asked; at most 300. */
  rows: z.array(trialRowSchema),
  /** Between entries of the drafts and others; at most 100. */
  collisions: z.array(collisionSchema),
  trainMs: z.number(),
  /** `print` of the drafts that were tried: another one now means they were edited since. */
  print: z.string(),
});
export type TrialResult = z.infer<typeof trialResultSchema>;

export const importErrorCodeSchema = z.enum([
  "missing_column", // the file lacks a column that is needed
  "unknown_column", // a header nobody knows; the nearest one is `hint`
  "empty", // a needed cell has nothing in it
  "too_long", // `hint` is the limit
  "too_many", // questions, quick replies …; `hint` is the limit
  "unknown_value", // not one of `hint`
  "bad_language", // not a language code
  "bad_id", // not an id
  "unknown_id", // an id of no entry
  "repeated_id", // `hint` is the row that had it first
  "unknown_team", // `hint` lists the teams
  "unknown_picture",
  "repeated_question", // the same question in another row (`hint`), or entry
  "repeated_column", // two columns of one name
  "bad_quotes", // a quoted cell that never ends, or ends in the middle
  "bad_cells", // more or fewer cells than headers; `hint` says how many
  "bad_json",
  "not_storable", // NUL or broken Unicode
]);
export type ImportErrorCode = z.infer<typeof importErrorCodeSchema>;

export const importErrorSchema = z.object({
  /** 1 is the first row below the headers (JSON: the first entry); null: the file as a whole. */
  row: z.number().int().nullable(),
  /** Line of the file it begins on, counting from 1; null for JSON. */
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  code: importErrorCodeSchema,
  /** What stands there, shortened. */
  value: z.string(),
  hint: z.string(),
});
export type ImportError = z.infer<typeof importErrorSchema>;

export const importPreviewSchema = z.object({
  format: z.enum(["csv", "json"]),
  /** Of CSV. */
  delimiter: z.enum([",", ";", "\t"]).nullable(),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"]),
  columns: z.array(z.string()),
  rows: z.number().int(),
  adds: z.number().int(),
  changes: z.number().int(),
  unchanged: z.number().int(),
  errorCount: z.number().int(),
  /** The first 500, by row. Nothing can be written while there is one. */
  errors: z.array(importErrorSchema),
  /** The first 20 rows as they would be written. */
  sample: z.array(
    z.object({
      row: z.number().int(),
      what: z.enum(["new", "changed", "unchanged"]),
      title: z.string(),
      category: z.string().nullable(),
      language: z.string(),
      questionCount: z.number().int(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const libraryJobStateSchema = z.enum([
  "running",
  "done", // of an import: read, waits to be written
  "writing",
  "applied", // of an import: written
  "failed",
  "cancelled",
  "lost", // its node is gone; nothing was written
]);
export const libraryJobSchema = z.object({
  id: libraryJobIdSchema,
  kind: z.enum(["import", "trial"]),
  state: libraryJobStateSchema,
  /** 0 to 1. */
  share: z.number(),
  byName: z.string(),
  createdAt: timeSchema,
  /** Of an import. */
  fileName: z.string().nullable(),
  /** Of a trial. */
  days: z.number().int().nullable(),
});
export type LibraryJobView = z.infer<typeof libraryJobSchema>;
