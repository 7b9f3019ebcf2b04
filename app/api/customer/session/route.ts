import { z } from "zod";
import { customerCookie, readCustomer } from "#server/auth/customer-credential.ts";
import { addressOf } from "#server/auth/request-stamp.ts";
import { route } from "#server/auth/route.ts";
import { answerData } from "#server/auth/refusal-answer.ts";
import { RefusedError } from "#server/contract/errors.ts";
import { createCustomer, customerOfToken } from "#server/store/customers.ts";
import { siteByKey } from "#server/store/site.ts";

const input = z.strictObject({
  site: z.string().min(1).max(60),
  token: z.string().max(200).optional(),
  resume: z.boolean().optional(),
});
/** New customers of one address; a shop's whole office may sit behind it. */
const newcomers = { points: 300, perMs: 60_000 };

/** Resumes this browser's customer, by cookie or by the token its page kept, or begins one (not when `resume`). */
export const POST = route(
  "/api/customer/session",
  { input, limit: { points: 600, perMs: 60_000 } },
  async ({ request, input: { site: key, token, resume }, running }) => {
    const { app } = running;
    const sql = app.database.main;
    const site = await siteByKey(sql, key);
    if (site === null) throw new RefusedError("not_found");
    const gate = { database: app.database, secrets: running.secrets, isSecure: running.isSecure };
    const byCookie = await readCustomer(gate, request.headers);
    if (byCookie?.via === "cookie" && byCookie.siteId === site.view.id)
      return { token: null, isNew: false, cookieWorks: true };
    const byToken = token === undefined ? null : await customerOfToken(sql, token);
    if (token !== undefined && byToken !== null && byToken.siteId === site.view.id)
      return { token, isNew: false, cookieWorks: false };
    if (resume === true) return { token: null, isNew: false, cookieWorks: false };
    await running.limits.take("new customers", addressOf(request.headers), newcomers);
    const language = (request.headers.get("accept-language") ?? "en").slice(0, 2).toLowerCase();
    const made = await createCustomer(sql, site.view.id, /^[a-z]{2}$/.test(language) ? language : "en");
    return answerData(
      { token: made.token, isNew: true, cookieWorks: false },
      { headers: { "set-cookie": customerCookie(made.token, running.isSecure) } },
    );
  },
);
