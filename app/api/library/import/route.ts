import { importFile, IMPORT_MAX_BYTES } from "#server/actions/library/files/import-file.ts";
import { route } from "#server/auth/route.ts";
import { readBytes } from "#server/media/read-bytes.ts";

const LONGEST_NAME = 200;

/** Takes a CSV or JSON file's raw bytes and begins to read it: a preview first, nothing is written. */
export const POST = route(
  "/api/library/import",
  { limit: { points: 10, perMs: 60_000 } },
  async ({ request, me, running }) => {
    const bytes = await readBytes(request, IMPORT_MAX_BYTES);
    return importFile(running.app, me, bytes, nameOf(request.headers.get("x-file-name") ?? ""));
  },
);

/** What the file was called, for its job's line on the screen; only ever shown as text. */
function nameOf(header: string): string {
  try {
    return decodeURIComponent(header)
      .replace(/\p{Cc}/gu, " ")
      .toWellFormed()
      .slice(0, LONGEST_NAME);
  } catch {
    return "";
  }
}
