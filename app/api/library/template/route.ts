import { templateAnswer } from "#server/actions/library/files/file-answer.ts";
import { route } from "#server/auth/route.ts";

/** An example of an import file: `?format=csv|json`. */
export const GET = route("/api/library/template", {}, async ({ request }) => templateAnswer(request.url));
