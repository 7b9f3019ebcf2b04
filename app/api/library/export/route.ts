import { exportAnswer } from "#server/actions/library/files/file-answer.ts";
import { route } from "#server/auth/route.ts";

/** The whole library as a file that can be imported again: `?format=csv|json`, `&state=draft` with the drafts in it. */
export const GET = route("/api/library/export", { limit: { points: 10, perMs: 60_000 } }, ({ request, running }) =>
  exportAnswer(running.app, request.url),
);
