import { saveDraft } from "#server/actions/library/edit-drafts.ts";
import { route } from "#server/auth/route.ts";
import { RefusedError } from "#server/contract/errors.ts";
import { libraryCommands } from "#server/contract/library-commands.ts";
import { readBytes } from "#server/media/read-bytes.ts";

/** 500 questions of 500 letters, and the text. */
const DRAFT_MAX_BYTES = 1024 * 1024;

/** `library:save-draft` for an entry that is larger than what a socket takes (64 KB): same body, same answer. */
export const POST = route(
  "/api/library/draft",
  { limit: libraryCommands["library:save-draft"].rateLimit },
  async ({ request, me, running }) => {
    const bytes = await readBytes(request, DRAFT_MAX_BYTES);
    const parsed = libraryCommands["library:save-draft"].input.safeParse(
      parseJson(Buffer.from(bytes).toString("utf8")),
    );
    if (parsed.success) return saveDraft(running.app, me, parsed.data);
    throw new RefusedError("invalid", {
      issues: parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join("."), message })),
    });
  },
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
