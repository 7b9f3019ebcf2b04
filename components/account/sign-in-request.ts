/** Signs in through next-auth's routes, without its client: two requests. */

type Fetch = typeof fetch;

/** The code of an answer that is not ours to read: the server is away, or something stands in between. */
const unreadable = "unavailable";

async function readJson(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}

/** The refusal in an `Ack` of our own route wrapper (a limit, a foreign page), or null. */
function refusalCode(body: Record<string, unknown>): string | null {
  const error = body.error;
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : null;
}

/** Null when signed in (the cookie is set), else the code of what went wrong; `network` without an answer. */
export async function requestSignIn(email: string, password: string, ask: Fetch = fetch): Promise<string | null> {
  try {
    const issued = await readJson(await ask("/api/auth/csrf", { cache: "no-store" }));
    if (typeof issued.csrfToken !== "string") return refusalCode(issued) ?? unreadable;
    const body = new URLSearchParams({ csrfToken: issued.csrfToken, email, password, json: "true" });
    const response = await ask("/api/auth/callback/credentials", { method: "POST", body, redirect: "manual" });
    const answer = await readJson(response);
    const refused = refusalCode(answer);
    if (refused !== null) return refused;
    if (typeof answer.url !== "string") return unreadable;
    const url = new URL(answer.url, "http://here.invalid");
    const code = url.searchParams.get("error");
    if (code !== null) return code;
    return response.ok && !url.searchParams.has("csrf") ? null : unreadable;
  } catch {
    return "network";
  }
}
