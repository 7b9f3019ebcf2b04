/** The answer of `POST /api/customer/session`: null token = there is no session and none was made (`resume`). */
export interface SessionAnswer {
  token: string | null;
  isNew: boolean;
  /** Whether the request itself carried a valid cookie of ours. */
  cookieWorks: boolean;
}

/** What a page goes on with: a session that lives in the cookie, or the token to show at every door; null = none yet. */
export type SessionGrant = { kind: "cookie" } | { kind: "token"; token: string } | null;

type Post = (body: { site: string; token?: string; resume?: true }) => Promise<SessionAnswer | null>;

/**
 * Resumes the session of this browser, or begins one when `mayBegin`. A fresh cookie is proved by asking once more:
 * only the browser knows whether it keeps one in somebody else's frame. Throws when the server cannot be asked.
 */
export async function beginSession(
  post: Post,
  ask: { site: string; token: string | null; mayBegin: boolean },
): Promise<SessionGrant> {
  const { site, token, mayBegin } = ask;
  const first = await post({ site, ...(token && { token }), ...(!mayBegin && { resume: true as const }) });
  if (!first) throw new Error("session: no answer");
  if (first.token === null) return first.cookieWorks ? { kind: "cookie" } : null;
  if (first.cookieWorks) return { kind: "cookie" };
  // A token that was shown came from a page that had learnt already that cookies do not stay here.
  if (!first.isNew) return { kind: "token", token: first.token };
  const proof = await post({ site, resume: true });
  return proof?.cookieWorks ? { kind: "cookie" } : { kind: "token", token: first.token };
}

const underWay = new Map<string, Promise<SessionGrant>>();

/** `beginSession`, but never twice at a time for one site: two first visits at once would be two customers. */
export function beginSessionOnce(
  ask: Parameters<typeof beginSession>[1],
  post: Post = postSession,
): Promise<SessionGrant> {
  const key = `${ask.site} ${ask.mayBegin}`;
  const held = underWay.get(key);
  if (held) return held;
  const fresh = beginSession(post, ask).finally(() => underWay.delete(key));
  underWay.set(key, fresh);
  return fresh;
}

/** Asks the server; null when the answer is a refusal or not ours. Rejects without network. */
export const postSession: Post = async (body) => {
  const response = await fetch("/api/customer/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "include",
    cache: "no-store",
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (
    !response.ok ||
    typeof answer !== "object" ||
    answer === null ||
    !("ok" in answer) ||
    answer.ok !== true ||
    !("data" in answer)
  )
    return null;
  const data = answer.data;
  if (typeof data !== "object" || data === null || !("token" in data)) return null;
  const { token } = data;
  return {
    token: typeof token === "string" ? token : null,
    isNew: "isNew" in data && data.isNew === true,
    cookieWorks: "cookieWorks" in data && data.cookieWorks === true,
  };
};
