import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeOnce } from "#server/database/files.ts";
import { PlainError } from "#server/start/plain-error.ts";

/** What this installation signs with. Never logged, never sent. */
export interface Secrets {
  /** Key material of staff sessions, at least 256 bits. */
  authSecret: string;
}

const kept = z.object({ authSecret: z.string().min(32) });

/**
 * From AUTH_SECRET, else made on first start and kept in `secrets.json` of the data folder (mode 600): several processes
 * that start together read the same. A file that cannot be used is refused as a PlainError, never replaced: replacing
 * it would sign everybody out.
 */
export function loadSecrets(dataDir: string, env: { authSecret: string | undefined }): Secrets {
  if (env.authSecret !== undefined) return { authSecret: env.authSecret };
  const file = join(dataDir, "secrets.json");
  writeOnce(file, `${JSON.stringify({ authSecret: randomBytes(32).toString("base64url") })}\n`);
  chmodSync(file, 0o600);
  const parsed = kept.safeParse(readJson(readFileSync(file, "utf8")));
  if (!parsed.success)
    throw new PlainError(
      `The file ${file} cannot be used. Restore it, or remove it: everybody has to sign in again then.`,
    );
  return parsed.data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
