import { z } from "zod";
import { changePassword } from "#server/actions/account/change-password.ts";
import { route } from "#server/auth/route.ts";

const input = z.strictObject({ current: z.string().max(200).nullable(), next: z.string().max(200) });

/** By HTTP, because a one-time password opens no socket. Five tries a minute: this door, too, answers about a password. */
export const POST = route(
  "/api/account/password",
  { input, limit: { points: 5, perMs: 60_000 }, mayOweAPassword: true },
  ({ running, me, input: change }) => changePassword(running.app, me, change),
);
