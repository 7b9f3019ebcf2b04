import { setImmediate as nextTurn } from "node:timers/promises";
import type { StaffPrincipal, App } from "../../app.ts";
import { RefusedError } from "../../../contract/errors.ts";
import type { ImportError, ImportPreview } from "../../../contract/library-job-views.ts";
import type { JobFound, JobRun } from "../../../runtime/library-jobs.ts";
import { libraryNow } from "../../../store/library-import.ts";
import { createRowChecker, type CheckedRow } from "./check-rows.ts";
import { decodeText, type DecodedFile } from "./decode-text.ts";
import { readRows } from "./read-rows.ts";

export const IMPORT_MAX_BYTES = 16 * 1024 * 1024;
const MOST_ERRORS = 500;
const SAMPLE = 20;
const SLICE_MS = 5;
/** Share of the whole that taking the file apart is said to be. */
const READING_SHARE = 0.4;

/** What is kept of an import that was read, to be written. */
export interface ImportPayload {
  /** The library's version it was checked against. */
  version: number;
  /** Rows that change something. */
  rows: Pick<CheckedRow, "answerId" | "content" | "revision" | "what">[];
}

/**
 * Takes a file in and begins to read it; nothing is written before `library:import-apply`. Answers with the job's id.
 * Refuses `too_large`, `wrong_type` (no text) and `slow_down` (enough imports are being read).
 */
export async function importFile(
  app: App,
  me: StaffPrincipal,
  bytes: Uint8Array,
  fileName: string,
): Promise<{ jobId: string }> {
  if (bytes.byteLength > IMPORT_MAX_BYTES) throw new RefusedError("too_large");
  const decoded = await decodeText(bytes);
  const jobId = await app.jobs.start(
    { kind: "import", staffId: me.staffId, byName: me.name, about: { fileName } },
    (run) => readImport(app, run, decoded),
  );
  if (jobId === null) throw new RefusedError("slow_down", { retryAfterMs: 5_000 });
  return { jobId };
}

async function readImport(app: App, run: JobRun, { text, encoding }: DecodedFile): Promise<JobFound> {
  const file = await readRows(text, {
    signal: run.signal,
    progress: (share) => run.progress(share * READING_SHARE),
  });
  const library = await libraryNow(app.database.main, app.siteId);
  const check = createRowChecker(library, file.rows);
  const errors: ImportError[] = [...file.errors];
  const rows: CheckedRow[] = [];
  let isAt = performance.now();
  // A file without its columns would only say so once more in every row.
  const isHopeless = file.errors.some(({ row, code }) => row === null && code === "missing_column");
  for (const raw of isHopeless ? [] : file.rows) {
    const checked = check(raw, errors);
    if (checked !== null) rows.push(checked);
    if (performance.now() - isAt < SLICE_MS) continue;
    run.progress(READING_SHARE + (1 - READING_SHARE) * (raw.row / file.rows.length));
    await nextTurn();
    run.signal.throwIfAborted();
    isAt = performance.now();
  }
  errors.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  const preview: ImportPreview = {
    format: file.format,
    delimiter: file.delimiter,
    encoding,
    columns: file.columns,
    rows: file.rows.length,
    adds: rows.filter(({ what }) => what === "new").length,
    changes: rows.filter(({ what }) => what === "changed").length,
    unchanged: rows.filter(({ what }) => what === "unchanged").length,
    errorCount: errors.length,
    errors: errors.slice(0, MOST_ERRORS),
    sample: rows.slice(0, SAMPLE).map(({ row, what, content }) => ({
      row,
      what,
      title: content.title,
      category: content.category,
      language: content.language,
      questionCount: content.questions.length,
    })),
  };
  if (errors.length > 0) return { result: preview };
  const payload: ImportPayload = {
    version: library.version,
    rows: rows
      .filter(({ what }) => what !== "unchanged")
      .map(({ answerId, content, revision, what }) => ({ answerId, content, revision, what })),
  };
  return { result: preview, payload };
}
