import { getToken } from "next-auth/jwt";
import { z } from "zod";
import type { StaffPrincipal } from "#server/actions/app.ts";
import { RefusedError } from "#server/contract/errors.ts";
import type { Database } from "#server/store/database.ts";
import { liveSession } from "#server/store/sessions.ts";
import { parseCookies, staffCookies, type AnyHeaders } from "./cookies.ts";
import type { Secrets } from "./secrets.ts";

/** What is needed to tell who a request comes from. */
export interface StaffGate {
  database: Pick<Database, "main">;
  secrets: Secrets;
  isSecure: boolean;
}

/** Somebody with a living session, perhaps one who has yet to set a password of their own. */
export interface SignedIn extends StaffPrincipal {
  language: string;
  mustChangePassword: boolean;
}

const tokenSchema = z.object({ sessionId: z.uuid(), staffId: z.uuid() });

/**
 * Who the cookies of a request name: the token is decrypted, then the session's row is read, so that a revoked session, a
 * disabled person or other roles count at once. Null for everything that is not a living session of ours. Tokens
 * anywhere else (an Authorization header) do not count.
 */
export async function readStaff(gate: StaffGate, headers: AnyHeaders): Promise<SignedIn | null> {
  const { sessionToken } = staffCookies(gate.isSecure);
  const cookies = parseCookies(headers);
  if (cookies[sessionToken.name] === undefined) return null;
  const token = await getToken({
    // Only the one cookie is shown to it: no chunks, no bearer tokens.
    req: { cookies: { [sessionToken.name]: cookies[sessionToken.name] }, headers: {} } as unknown as Parameters<
      typeof getToken
    >[0]["req"],
    secret: gate.secrets.authSecret,
    cookieName: sessionToken.name,
    secureCookie: gate.isSecure,
  });
  const named = tokenSchema.safeParse(token);
  if (!named.success) return null;
  const found = await liveSession(gate.database.main, named.data.sessionId, named.data.staffId);
  if (found === null) return null;
  const { staffId, sessionId, name, email, roles, language, mustChangePassword } = found;
  return { kind: "staff", staffId, sessionId, name, email, roles, language, mustChangePassword };
}

/** The same for a door that needs it: `signed_out` otherwise. A one-time password opens nothing but the page that replaces it. */
export async function requireStaff(
  gate: StaffGate,
  headers: AnyHeaders,
  options: { mayOweAPassword?: boolean } = {},
): Promise<SignedIn> {
  const found = await readStaff(gate, headers);
  if (found === null || (found.mustChangePassword && options.mayOweAPassword !== true))
    throw new RefusedError("signed_out");
  return found;
}

/** Who opens a socket, from the cookies of its handshake; null refuses it. */
export async function staffOfHandshake(gate: StaffGate, headers: AnyHeaders): Promise<StaffPrincipal | null> {
  const found = await readStaff(gate, headers);
  if (found === null || found.mustChangePassword) return null;
  const { kind, staffId, sessionId, name, email, roles } = found;
  return { kind, staffId, sessionId, name, email, roles };
}
