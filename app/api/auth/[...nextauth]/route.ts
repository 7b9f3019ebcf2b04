import NextAuthModule from "next-auth";
import { defaultLocale, isLocale, localeCookie } from "#components/i18n/locales.ts";
import { authOptions } from "#server/auth/auth-options.ts";
import { parseCookies } from "#server/auth/cookies.ts";
import { route } from "#server/auth/route.ts";
import { RefusedError } from "#server/contract/errors.ts";

type Handler = (request: Request, context: { params: Promise<unknown> }, options: unknown) => Promise<Response>;
// A CommonJS package: some loaders hand over the module, some its default.
const loaded: unknown = NextAuthModule;
const nextAuth = (typeof loaded === "function" ? loaded : (loaded as { default: unknown }).default) as Handler;

/** What of next-auth is open: the token against forged forms, signing in and signing out. */
const open = new Set(["GET csrf", "POST callback/credentials", "POST signout"]);
const yearSeconds = 365 * 24 * 3600;

const handle = route("/api/auth/[...nextauth]", {}, async ({ request, params, running }) => {
  const nextauth = [params.nextauth ?? []].flat();
  if (!open.has(`${request.method} ${nextauth.join("/")}`)) throw new RefusedError("not_found");
  const signedIn: { language: string | null } = { language: null };
  const options = authOptions(running, request, (result) => {
    signedIn.language = result.language;
  });
  const answer = await nextAuth(request, { params: Promise.resolve({ nextauth }) }, options);
  // Who has chosen no language on this device gets the one of their account. The default one may mean that they never
  // chose: then the browser's wish counts.
  const { language } = signedIn;
  const hasChosen = parseCookies(request.headers)[localeCookie] !== undefined;
  if (hasChosen || !isLocale(language) || language === defaultLocale) return answer;
  const look = running.isSecure ? "SameSite=None; Secure; Partitioned" : "SameSite=Lax";
  answer.headers.append("set-cookie", `${localeCookie}=${language}; Path=/; Max-Age=${yearSeconds}; ${look}`);
  return answer;
});

export { handle as GET, handle as POST };
