import { route } from "#server/auth/route.ts";

/** What this node measures, in Prometheus' text format: for supervisors, and for programs with METRICS_TOKEN. */
export const GET = route(
  "/api/metrics",
  {},
  async ({ running }) =>
    new Response(await running.readMetrics(), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    }),
);
