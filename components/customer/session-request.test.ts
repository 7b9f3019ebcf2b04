import { describe, expect, it } from "vitest";
import { beginSession, beginSessionOnce, type SessionAnswer } from "./session-request.ts";

/** A server that makes customers, behind a browser that keeps cookies or not. */
function world({ keepsCookies, hasCookie = false }: { keepsCookies: boolean; hasCookie?: boolean }) {
  let cookie = hasCookie;
  let made = 0;
  const bodies: unknown[] = [];
  const post = async (body: { site: string; token?: string; resume?: true }): Promise<SessionAnswer> => {
    bodies.push(body);
    if (cookie) return { token: "kept-token-0123456789", isNew: false, cookieWorks: true };
    if (body.token) return { token: body.token, isNew: false, cookieWorks: false };
    if (body.resume) return { token: null, isNew: false, cookieWorks: false };
    made += 1;
    cookie = keepsCookies;
    return { token: `token-${made}-0123456789abcdef`, isNew: true, cookieWorks: false };
  };
  return { post, bodies, made: () => made };
}
const ask = { site: "main", token: null, mayBegin: true };

describe("beginSession", () => {
  it("a fresh cookie is proved by a second question and then needs no token", async () => {
    const { post, bodies } = world({ keepsCookies: true });
    expect(await beginSession(post, ask)).toEqual({ kind: "cookie" });
    expect(bodies).toEqual([{ site: "main" }, { site: "main", resume: true }]);
  });

  it("where the browser keeps no cookie the token is handed on", async () => {
    const { post } = world({ keepsCookies: false });
    expect(await beginSession(post, ask)).toEqual({ kind: "token", token: "token-1-0123456789abcdef" });
  });

  it("a handed token resumes its session and makes no customer", async () => {
    const { post, made } = world({ keepsCookies: false });
    expect(await beginSession(post, { ...ask, token: "handed-token-0123456" })).toEqual({
      kind: "token",
      token: "handed-token-0123456",
    });
    expect(made()).toBe(0);
  });

  it("a page that was not opened makes nobody a customer", async () => {
    const { post, made } = world({ keepsCookies: true });
    expect(await beginSession(post, { ...ask, mayBegin: false })).toBeNull();
    expect(made()).toBe(0);
  });

  it("two first visits of one page at once are one customer", async () => {
    const { post, made } = world({ keepsCookies: true });
    await Promise.all([beginSessionOnce(ask, post), beginSessionOnce(ask, post)]);
    expect(made()).toBe(1);
  });

  it("an answer that is not ours is no session", async () => {
    await expect(beginSession(async () => null, ask)).rejects.toThrow();
  });
});
