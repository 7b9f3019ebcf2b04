import { connectWithPatience } from "../database/connect.ts";
import { lockDataFolder, openDataFolder } from "../database/data-folder.ts";
import { findEmbeddedUrl, startEmbeddedDatabase } from "../database/embedded.ts";
import { readEnv } from "../env.ts";

/** The product's database for a tool that only looks at it, and how to leave it as it was found. */
export async function reachDatabase(): Promise<{ url: string; leave(): Promise<void> }> {
  const env = readEnv();
  if (env.databaseUrl !== undefined) {
    await connectWithPatience(env.databaseUrl);
    return { url: env.databaseUrl, leave: async () => undefined };
  }
  const dataDir = openDataFolder(env.dataDir);
  const running = findEmbeddedUrl(dataDir);
  if (running !== undefined) return { url: running, leave: async () => undefined };
  const unlock = await lockDataFolder(dataDir);
  const embedded = await startEmbeddedDatabase({ dataDir });
  return { url: embedded.url, leave: () => embedded.stop().finally(unlock) };
}
