import { setImmediate as nextTurn } from "node:timers/promises";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { ImportError, ImportPreview } from "../../../contract/library-job-views.ts";
import { readLines, readQuickReplies, unguard } from "./cells.ts";
import { columnOf, columns, nearestColumn, neededColumns, type Column } from "./columns.ts";

/** A row as its file says it: cells, lists already taken apart. Absent: the file has no such column. */
export interface RawRow {
  row: number;
  line: number | null;
  cells: Partial<Record<Column, string>>;
  questions: string[] | null;
  quickReplies: { label: string; text: string }[] | null;
  followUps: string[] | null;
  pictures: string[] | null;
}

export interface ReadFile extends Pick<ImportPreview, "format" | "delimiter" | "columns"> {
  rows: RawRow[];
  errors: ImportError[];
}

export interface Reading {
  signal: AbortSignal;
  progress(share: number): void;
}

export const MOST_ROWS = 20_000;
const SLICE_MS = 5;
const CHUNK = 65_536;

/** What stands in a file, for the list of errors: short, and without the signs that no database takes (a JSON file may have them). */
export const shortened = (value: string): string =>
  (value.length > 80 ? `${value.slice(0, 79)}…` : value).toWellFormed().replaceAll("\u0000", "\ufffd");

export const fileError = (code: ImportError["code"], column: string | null, hint = "", value = ""): ImportError => ({
  row: null,
  line: null,
  column,
  code,
  value: shortened(value),
  hint,
});

/** Rows of a CSV or JSON text; JSON when it begins like it. */
export function readRows(text: string, reading: Reading): Promise<ReadFile> {
  return /^\s*[[{]/u.test(text) ? Promise.resolve(readJson(text)) : readCsv(text, reading);
}

/** By the first line: Excel writes semicolons where the comma is the decimal sign. */
function delimiterOf(text: string): "," | ";" | "\t" {
  const header = text.slice(0, 4_000).split(/\r?\n/u)[0] ?? "";
  const count = (sign: string) => header.split(sign).length;
  const [best] = ([",", ";", "\t"] as const).toSorted((a, b) => count(b) - count(a));
  return best ?? ",";
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK);
}

async function readCsv(text: string, reading: Reading): Promise<ReadFile> {
  const delimiter = delimiterOf(text);
  const file: ReadFile = { format: "csv", delimiter, columns: [], rows: [], errors: [] };
  const parser = Readable.from(chunksOf(text)).pipe(
    parse({ delimiter, info: true, relax_column_count: true, bom: true, skip_empty_lines: true }),
  );
  let header: (Column | null)[] | null = null;
  let lineAfter = 0;
  let isAt = performance.now();
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number; bytes: number };
    }>) {
      const line = lineAfter + 1;
      lineAfter = info.lines;
      if (header === null) {
        header = readHeader(record, file);
        continue;
      }
      // Excel ends many a file with lines of nothing but separators.
      if (record.every((cell) => cell.trim() === "")) continue;
      if (file.rows.length >= MOST_ROWS) {
        file.errors.push(fileError("too_many", null, String(MOST_ROWS)));
        break;
      }
      file.rows.push(toRow(file, record, header, line));
      if (performance.now() - isAt < SLICE_MS) continue;
      reading.progress(Math.min(1, info.bytes / Math.max(1, text.length)));
      await nextTurn();
      reading.signal.throwIfAborted();
      isAt = performance.now();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : lineAfter + 1;
    file.errors.push({ ...fileError("bad_quotes", null), row: file.rows.length + 1, line });
  }
  if (header === null && file.errors.length === 0) file.errors.push(fileError("empty", null));
  return file;
}

function readHeader(record: readonly string[], file: ReadFile): (Column | null)[] {
  const found = record.map((name) => columnOf(unguard(name)));
  file.columns = found.flatMap((column) => column ?? []);
  for (const [at, column] of found.entries()) {
    const name = record[at] ?? "";
    if (column === null && name.trim() !== "")
      file.errors.push(fileError("unknown_column", name.trim(), nearestColumn(name) || columns.join(", "), name));
    if (column !== null && found.indexOf(column) < at) file.errors.push(fileError("repeated_column", column));
  }
  for (const column of neededColumns)
    if (!found.includes(column)) file.errors.push(fileError("missing_column", column));
  return found;
}

function toRow(file: ReadFile, record: readonly string[], header: readonly (Column | null)[], line: number): RawRow {
  const row = file.rows.length + 1;
  const extra = record.slice(header.length).filter((cell) => cell.trim() !== "");
  if (extra.length > 0 || record.length < header.length)
    file.errors.push({
      ...fileError("bad_cells", null, `${record.length} / ${header.length}`, extra[0] ?? ""),
      row,
      line,
    });
  const cells: RawRow["cells"] = {};
  for (const [at, column] of header.entries()) if (column !== null) cells[column] = unguard(record[at] ?? "");
  const lines = (column: Column): string[] | null => {
    const cell = cells[column];
    return cell === undefined ? null : readLines(cell);
  };
  return {
    row,
    line,
    cells,
    questions: lines("questions"),
    quickReplies: cells.quick_replies === undefined ? null : readQuickReplies(cells.quick_replies),
    followUps: lines("follow_ups"),
    pictures: lines("pictures"),
  };
}

/** A list of entries, or an object with one under `entries`. Names as in CSV or as the export writes them. */
function readJson(text: string): ReadFile {
  const file: ReadFile = { format: "json", delimiter: null, columns: [], rows: [], errors: [] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    file.errors.push(fileError("bad_json", null, error instanceof Error ? shortened(error.message) : ""));
    return file;
  }
  const list = isRecord(parsed) && "entries" in parsed ? parsed["entries"] : parsed;
  if (!Array.isArray(list)) {
    file.errors.push(fileError("bad_json", null, "entries"));
    return file;
  }
  if (list.length > MOST_ROWS) file.errors.push(fileError("too_many", null, String(MOST_ROWS)));
  const seen = new Set<Column>();
  for (const [at, entry] of list.slice(0, MOST_ROWS).entries()) file.rows.push(toJsonRow(file, entry, at + 1, seen));
  file.columns = columns.filter((column) => seen.has(column));
  return file;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function toJsonRow(file: ReadFile, entry: unknown, row: number, seen: Set<Column>): RawRow {
  const raw: RawRow = {
    row,
    line: null,
    cells: {},
    questions: null,
    quickReplies: null,
    followUps: null,
    pictures: null,
  };
  const wrong = (column: string, value: unknown) =>
    file.errors.push({ ...fileError("bad_json", column, "", JSON.stringify(value) ?? ""), row });
  if (!isRecord(entry)) {
    wrong("", entry);
    return raw;
  }
  for (const [name, value] of Object.entries(entry)) {
    const column = columnOf(name);
    if (column === null) {
      file.errors.push({
        ...fileError("unknown_column", shortened(name), nearestColumn(name) || columns.join(", ")),
        row,
      });
      continue;
    }
    seen.add(column);
    if (value === null) raw.cells[column] = "";
    else if (typeof value === "string" || typeof value === "boolean" || typeof value === "number")
      raw.cells[column] = String(value);
    else if (!Array.isArray(value)) wrong(column, value);
  }
  const list = (column: Column, value: unknown): string[] | null => {
    if (value === undefined) return null;
    if (typeof value === "string") return readLines(value);
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
    wrong(column, value);
    return [];
  };
  const at = (column: Column): unknown => Object.entries(entry).find(([name]) => columnOf(name) === column)?.[1];
  const replies = at("quick_replies");
  raw.questions = list("questions", at("questions"));
  raw.followUps = list("follow_ups", at("follow_ups"));
  raw.pictures = list("pictures", at("pictures"));
  if (typeof replies === "string") raw.quickReplies = readQuickReplies(replies);
  else if (Array.isArray(replies)) {
    raw.quickReplies = replies.flatMap((reply: unknown) => {
      if (isRecord(reply) && typeof reply["label"] === "string" && typeof reply["text"] === "string")
        return [{ label: reply["label"], text: reply["text"] }];
      wrong("quick_replies", reply);
      return [];
    });
  }
  return raw;
}
