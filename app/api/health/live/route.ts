import { route } from "#server/auth/route.ts";

/** The process runs. Says nothing more to anybody. */
export const GET = route("/api/health/live", {}, async () => ({ status: "live" }));
