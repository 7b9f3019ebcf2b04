import { route } from "#server/auth/route.ts";
import { isReady } from "#server/health.ts";

/** Whether this node may be sent customers: started, not stopping, database answering. 503 otherwise, with what is missing. */
export const GET = route("/api/health/ready", {}, async ({ running }) => {
  const missing = await isReady(running);
  if (missing === null) return { status: "ready" };
  return Response.json({ ok: false, error: { code: "unavailable" }, missing }, { status: 503 });
});
