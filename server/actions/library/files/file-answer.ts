import { RefusedError } from "../../../contract/errors.ts";
import type { App } from "../../app.ts";
import { exportedEntries } from "../../../store/library-export.ts";
import { templateEntries, writeFile, type FileFormat, type WrittenEntry } from "./write-file.ts";

const types: Record<FileFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/** The format asked for in an address; refuses `invalid`. */
export function formatOf(url: string): FileFormat {
  const format = new URL(url).searchParams.get("format") ?? "csv";
  if (format === "csv" || format === "json") return format;
  throw new RefusedError("invalid", { issues: [{ path: "format", message: "csv or json" }] });
}

/** The library as a download: as published, or (`state=draft`) as it would be after publishing. */
export async function exportAnswer(app: App, url: string): Promise<Response> {
  const state = new URL(url).searchParams.get("state") ?? "published";
  if (state !== "published" && state !== "draft")
    throw new RefusedError("invalid", { issues: [{ path: "state", message: "published or draft" }] });
  const entries = await exportedEntries(app.database.main, app.siteId, state === "draft");
  return download(formatOf(url), entries, `answers-${new Date().toISOString().slice(0, 10)}`);
}

/** A file to fill in. */
export const templateAnswer = (url: string): Response => download(formatOf(url), templateEntries, "answers-template");

function download(format: FileFormat, entries: readonly WrittenEntry[], name: string): Response {
  const pieces = writeFile(format, entries);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="${name}.${format}"`,
    },
  });
}
