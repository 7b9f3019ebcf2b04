import { showsToken } from "#server/auth/bearer-token.ts";
import { route } from "#server/auth/route.ts";
import { isReady, redisState } from "#server/health.ts";

/**
 * Whether this node may be sent customers: started, not stopping, database answering. 503 otherwise, with what is missing.
 * A node without its Redis is slower to hear of others and serves all the same; who shows METRICS_TOKEN is told of that.
 */
export const GET = route("/api/health/ready", {}, async ({ request, running }) => {
  const missing = await isReady(running);
  const more = showsToken(request.headers, running.metricsToken) ? { redis: redisState(running) } : {};
  if (missing === null) return { status: "ready", ...more };
  return Response.json({ ok: false, error: { code: "unavailable" }, missing }, { status: 503 });
});
