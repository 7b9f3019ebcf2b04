import type { CustomerPrincipal } from "#server/actions/app.ts";
import { customerOfToken } from "#server/store/customers.ts";
import type { Database } from "#server/store/database.ts";
import { headerOf, parseCookies, type AnyHeaders } from "./cookies.ts";

/** Where cookies are refused (another site's frame), the page keeps the token itself and shows it in this header. */
export const customerTokenHeader = "x-answerline-token";

const yearSeconds = 365 * 24 * 3_600;

export const customerCookieName = (isSecure: boolean): string => `${isSecure ? "__Host-" : ""}answerline-customer`;

/** `Set-Cookie` of a customer's token. In a cross-site frame only a partitioned cookie is kept, and that needs https. */
export function customerCookie(token: string, isSecure: boolean): string {
  const attributes = isSecure ? "SameSite=None; Secure; Partitioned" : "SameSite=Lax";
  return `${customerCookieName(isSecure)}=${token}; Path=/; Max-Age=${yearSeconds}; HttpOnly; ${attributes}`;
}

/** Who a request's token names: the header's when there is one, else the cookie's; `via` says which. */
export async function readCustomer(
  gate: { database: Pick<Database, "main">; isSecure: boolean },
  headers: AnyHeaders,
): Promise<(CustomerPrincipal & { via: "header" | "cookie" }) | null> {
  const doors = [
    { via: "header" as const, token: headerOf(headers, customerTokenHeader) },
    { via: "cookie" as const, token: parseCookies(headers)[customerCookieName(gate.isSecure)] ?? null },
  ];
  for (const { via, token } of doors) {
    const found = token === null || token === "" ? null : await customerOfToken(gate.database.main, token);
    if (found !== null) return { kind: "customer", ...found, via };
  }
  return null;
}
