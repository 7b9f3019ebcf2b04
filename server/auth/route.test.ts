import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { addStaff, createTestApp, type TestApp } from "../actions/person/test-app.ts";
import type { StaffPrincipal } from "../actions/app.ts";
import { RefusedError } from "../contract/errors.ts";
import { createMeters } from "../metrics/meters.ts";
import { setRunning } from "../running.ts";
import { createCustomer } from "../store/customers.ts";
import { customerCookie } from "./customer-credential.ts";
import { route } from "./route.ts";

const secrets = { authSecret: "a secret of the tests, long enough to be one" };
let test: TestApp;
let agent: StaffPrincipal;
let supervisor: StaffPrincipal;
beforeAll(async () => {
  test = await createTestApp();
  agent = await addStaff(test.app, "Lin", ["agent"]);
  supervisor = await addStaff(test.app, "Sofia", ["supervisor"]);
});
afterAll(() => test.close());
beforeEach(() => {
  setRunning({
    app: test.app,
    secrets,
    publicUrl: "http://desk.example",
    isSecure: false,
    redis: null,
    metricsToken: null,
    meters: createMeters(),
    readMetrics: async () => "",
    phase: () => "serving",
  });
  test.log.length = 0;
});

const context = { params: Promise.resolve({}) };
const cookieOf = async (me: StaffPrincipal) =>
  `answerline-staff=${await encode({ token: { staffId: me.staffId, sessionId: me.sessionId }, secret: secrets.authSecret })}`;
const request = (init: RequestInit = {}, more: Record<string, string> = {}) =>
  new Request("http://desk.example/x", {
    method: "POST",
    ...init,
    headers: { origin: "http://desk.example", "content-type": "application/json", ...more },
  });
const read = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });

describe("route", () => {
  it("answers with an Ack that nobody keeps", async () => {
    const handle = route("/api/health/live", { input: z.strictObject({ n: z.number() }) }, async ({ input, me }) => ({
      twice: input.n * 2,
      me,
    }));
    const response = await handle(request({ body: '{"n":21}' }), context);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await read(response)).toEqual({ status: 200, body: { ok: true, data: { twice: 42, me: null } } });
  });

  it("lets in who the declaration says, with one answer for missing and not allowed", async () => {
    const handle = route("/dashboard", {}, async ({ me }) => ({ name: me.name }));
    expect(await read(await handle(request(), context))).toEqual({
      status: 401,
      body: { ok: false, error: { code: "signed_out" } },
    });
    expect(await read(await handle(request({}, { cookie: await cookieOf(agent) }), context))).toEqual({
      status: 404,
      body: { ok: false, error: { code: "not_found" } },
    });
    expect(await read(await handle(request({}, { cookie: await cookieOf(supervisor) }), context))).toEqual({
      status: 200,
      body: { ok: true, data: { name: "Sofia" } },
    });
  });

  it("knows customers by cookie and by header, and both sides at doors for both", async () => {
    const customer = await createCustomer(test.app.database.main, test.app.siteId, "en");
    const handle = route("/api/media", {}, async ({ me }) => ({
      staff: me.staff?.name ?? null,
      customer: me.customer?.customerId ?? null,
    }));
    const cookie = customerCookie(customer.token, false).split(";")[0] ?? "";
    const known = { ok: true, data: { staff: null, customer: customer.customerId } };
    expect((await read(await handle(request({}, { cookie }), context))).body).toEqual(known);
    expect((await read(await handle(request({}, { "x-answerline-token": customer.token }), context))).body).toEqual(
      known,
    );
    expect(
      (await read(await handle(request({}, { cookie: `${cookie}; ${await cookieOf(agent)}` }), context))).body,
    ).toEqual({ ok: true, data: { staff: "Lin", customer: customer.customerId } });
    expect((await handle(request({}, { "x-answerline-token": "a".repeat(43) }), context)).status).toBe(401);
  });

  it.each([{ origin: "http://evil.example" }, { origin: "null" }, { origin: "" }])(
    "a change from %j is not there",
    async (headers) => {
      const handle = route("/api/health/live", {}, async () => ({}));
      expect(await read(await handle(request({}, headers), context))).toEqual({
        status: 404,
        body: { ok: false, error: { code: "not_found" } },
      });
    },
  );

  it("takes JSON as JSON only, strictly, and not endlessly", async () => {
    const handle = route("/api/health/live", { input: z.strictObject({ n: z.number() }) }, async ({ input }) => input);
    const codeOf = async (made: Request) =>
      ((await read(await handle(made, context))).body as { error: { code: string } }).error.code;
    expect(await codeOf(request({ body: '{"n":1}' }, { "content-type": "text/plain" }))).toBe("invalid");
    expect(await codeOf(request({ body: '{"n":1,"role":"admin"}' }))).toBe("invalid");
    expect(await codeOf(request({ body: '{"n":' }))).toBe("invalid");
    expect(await codeOf(request({ body: JSON.stringify({ n: "x".repeat(70_000) }) }))).toBe("too_large");
  });

  it("says refusals, hides faults, and slows down", async () => {
    const refuses = route("/api/health/live", {}, async () => Promise.reject(new RefusedError("taken")));
    expect(await read(await refuses(request(), context))).toEqual({
      status: 409,
      body: { ok: false, error: { code: "taken" } },
    });
    const breaks = route("/api/health/ready", {}, async () => Promise.reject(new Error("the secret is brass")));
    const broken = await read(await breaks(request(), context));
    expect(broken.status).toBe(500);
    expect(JSON.stringify(broken.body)).not.toContain("brass");
    expect(test.log.join()).toContain("the secret is brass");
    const slow = route("/chat", { limit: { points: 2, perMs: 60_000 } }, async () => ({}));
    await slow(request(), context);
    await slow(request(), context);
    const third = await slow(request(), context);
    expect(third.status).toBe(429);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
