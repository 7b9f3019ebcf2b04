import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Permission } from "#server/contract/command.ts";
import { running } from "#server/running.ts";
import { safeNextPath } from "./next-path.ts";
import { holds } from "./permission.ts";
import { pathOf } from "./request-stamp.ts";
import { readStaff, type SignedIn } from "./staff-session.ts";

/** Who the current page is rendered for, perhaps somebody who owes a password; null when nobody is signed in. */
export async function readStaffPage(): Promise<SignedIn | null> {
  const { app, secrets, isSecure } = running();
  return readStaff({ database: app.database, secrets, isSecure }, await headers());
}

/**
 * The first line of every staff page. Signed out: to the sign-in, and back here after it. With a one-time password: to the
 * page that replaces it. Without the role: as if the page were not there.
 */
export async function requireStaffPage(
  options: { role?: Exclude<Permission, "customer">; mayOweAPassword?: boolean } = {},
): Promise<SignedIn> {
  const me = await readStaffPage();
  if (me === null) {
    const next = safeNextPath(pathOf(await headers()));
    redirect(next === null ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);
  }
  if (me.mustChangePassword && options.mayOweAPassword !== true) redirect("/account/password");
  if (!holds(me.roles, options.role ?? "staff")) notFound();
  return me;
}
