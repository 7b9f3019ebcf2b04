import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { smallScript } from "#components/customer/embed/small-script.ts";

let served: Promise<{ script: string; tag: string }> | undefined;

/** The loader, read once per process: it only changes with the product. */
async function load(): Promise<{ script: string; tag: string }> {
  const source = await readFile(join(process.cwd(), "components/customer/embed/loader.js"), "utf8");
  const script = smallScript(source);
  return { script, tag: `"${createHash("sha256").update(script).digest("base64url").slice(0, 22)}"` };
}

/** `<script async src="https://desk.example/embed.js" data-site="main">`: the same for everybody, so caches may keep it. */
export async function GET(request: Request): Promise<Response> {
  served ??= load();
  const { script, tag } = await served.catch((error: unknown) => {
    served = undefined;
    throw error;
  });
  const headers = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=300, stale-while-revalidate=86400",
    etag: tag,
    // Any page may load it, also with integrity and under cross-origin isolation.
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  };
  if (request.headers.get("if-none-match")?.includes(tag)) return new Response(null, { status: 304, headers });
  return new Response(script, { headers });
}
