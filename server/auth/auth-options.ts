import type { AuthOptions } from "next-auth";
import { z } from "zod";
import { refusalOf } from "#server/contract/errors.ts";
import { isDatabaseAway } from "#server/store/database.ts";
import type { Running } from "#server/running.ts";
import { SESSION_DAYS } from "#server/store/sessions.ts";
import { headerOf, staffCookies } from "./cookies.ts";
import { safeNextPath } from "./next-path.ts";
import { addressOf } from "./request-stamp.ts";
import { signIn, signOut, type SignInDesk, type SignInResult } from "./sign-in.ts";

declare module "next-auth" {
  interface User {
    sessionId?: string;
  }
}

const namesSession = z.object({ sessionId: z.uuid(), staffId: z.uuid() });
const daySeconds = 24 * 3_600;

export const deskOf = ({ app, limits }: Running): SignInDesk => ({
  database: app.database,
  limits,
  log: app.log.child({ area: "auth" }),
  publish: app.publish,
});

/**
 * next-auth for one request: e-mail and password, a token that holds `{ sessionId, staffId }` and nothing else.
 * `onSignedIn` hears who came in, so that the route can add what next-auth does not.
 */
export function authOptions(
  running: Running,
  request: Request,
  onSignedIn?: (result: SignInResult) => void,
): AuthOptions {
  const desk = deskOf(running);
  const maxAge = SESSION_DAYS * daySeconds;
  return {
    secret: running.secrets.authSecret,
    useSecureCookies: running.isSecure,
    cookies: staffCookies(running.isSecure),
    session: { strategy: "jwt", maxAge },
    jwt: { maxAge },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      {
        id: "credentials",
        name: "password",
        type: "credentials",
        credentials: {},
        async authorize(credentials) {
          try {
            const result = await signIn(desk, credentials, {
              address: addressOf(request.headers),
              userAgent: headerOf(request.headers, "user-agent"),
            });
            onSignedIn?.(result);
            return { id: result.staffId, sessionId: result.sessionId };
          } catch (error) {
            const code = refusalOf(error)?.code ?? (isDatabaseAway(error) ? "unavailable" : "internal");
            if (code === "internal") desk.log.error({ err: error }, "sign-in broke");
            // next-auth hands the message on as `?error=`: only ever a code.
            throw new Error(code);
          }
        },
      },
    ],
    callbacks: {
      // Only paths of ours, and relative: the product may be reached under more than one address.
      redirect: ({ url }) => Promise.resolve(safeNextPath(url) ?? "/sign-in"),
      jwt: ({ token, user }) => {
        if (user !== undefined) return { staffId: user.id, sessionId: user.sessionId };
        const named = namesSession.safeParse(token);
        return named.success ? { ...named.data } : {};
      },
    },
    events: {
      async signOut({ token }) {
        const named = namesSession.safeParse(token);
        if (named.success) await signOut(desk, named.data);
      },
    },
    logger: {
      error: (code) => desk.log.warn({ authCode: code }, "next-auth reported a fault"),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}
