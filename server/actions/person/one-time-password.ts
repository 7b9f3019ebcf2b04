import { newOneTimePassword } from "#server/auth/one-time-password.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import type { App } from "../app.ts";

/**
 * Another one-time password for somebody who has not set their own yet, for a command that was repeated because its
 * answer was lost; null when they have meanwhile.
 */
export async function renewOneTimePassword(app: App, staffId: string): Promise<string | null> {
  const password = newOneTimePassword();
  const done = await app.database.main.query(
    "UPDATE staff SET password_hash = $2 WHERE id = $1 AND must_change_password",
    [staffId, await hashPassword(password)],
  );
  return done.rowCount === 1 ? password : null;
}
