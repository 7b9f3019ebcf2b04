import { createMeters } from "../metrics/meters.ts";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addStaff, createTestApp, refusal, testPassword, type TestApp } from "../actions/person/test-app.ts";
import type { StaffPrincipal } from "../actions/app.ts";
import { endedAmong, revokeSessions } from "../store/sessions.ts";
import { authOptions } from "./auth-options.ts";
import { staffCookies } from "./cookies.ts";
import { Limits } from "./limits.ts";
import { loadSecrets } from "./secrets.ts";
import { signIn, signOut, type SignInDesk } from "./sign-in.ts";
import { requireStaff, readStaff, staffOfHandshake, type StaffGate } from "./staff-session.ts";

const secrets = { authSecret: "a secret of the tests, long enough to be one" };
let test: TestApp;
let desk: SignInDesk;
let gate: StaffGate;
let lin: StaffPrincipal;
beforeAll(async () => {
  test = await createTestApp();
  gate = { database: test.app.database, secrets, isSecure: false };
  lin = await addStaff(test.app, "Lin", ["agent"]);
});
afterAll(() => test.close());
beforeEach(() => {
  desk = { database: test.app.database, limits: new Limits(), log: test.app.log, publish: test.app.publish };
  test.published.length = 0;
  test.log.length = 0;
});

const from = { address: "10.0.0.1", userAgent: "a browser" };
const cookieOf = async (token: Record<string, unknown>, secret = secrets.authSecret, isSecure = false) => ({
  cookie: `other=1; ${staffCookies(isSecure).sessionToken.name}=${await encode({ token, secret })}; last=2`,
});
const mine = () => ({ staffId: lin.staffId, sessionId: lin.sessionId });

describe("sign-in", () => {
  it("begins a session of its own each time", async () => {
    const first = await signIn(desk, { email: " LIN@shop.example ", password: testPassword }, from);
    const second = await signIn(desk, { email: "lin@shop.example", password: testPassword }, from);
    expect(first.staffId).toBe(lin.staffId);
    expect(first.sessionId).not.toBe(second.sessionId);
    expect(await readStaff(gate, await cookieOf({ ...first }))).toMatchObject({
      staffId: lin.staffId,
      roles: ["agent"],
      name: "Lin",
    });
  });

  it("answers unknown, wrong, disabled and nonsense alike, and says nothing of them in the log", async () => {
    const dan = await addStaff(test.app, "Dan", ["agent"]);
    await test.app.database.main.query("UPDATE staff SET is_disabled = true WHERE id = $1", [dan.staffId]);
    const attempts = [
      { email: "nobody@shop.example", password: testPassword },
      { email: "lin@shop.example", password: "a wrong guess" },
      { email: "dan@shop.example", password: testPassword },
      { email: { contains: "" }, password: ["x"] },
      { email: "lin@shop.example\u0000", password: testPassword },
      {},
      undefined,
    ];
    for (const attempt of attempts)
      expect(await refusal(signIn(desk, attempt, { ...from, address: randomUUID() }))).toBe("wrong_password");
    const log = test.log.join("\n");
    expect(log).toContain("sign_in_failed");
    expect(log).not.toMatch(/shop\.example|a wrong guess|brass lamp/);
  });

  it("slows an address down for one account after five failures, and only it", async () => {
    const wrong = { email: "lin@shop.example", password: "a wrong guess" };
    const right = { email: "lin@shop.example", password: testPassword };
    for (let n = 0; n < 5; n += 1) expect(await refusal(signIn(desk, wrong, from))).toBe("wrong_password");
    expect(await refusal(signIn(desk, wrong, from))).toBe("slow_down");
    expect(await refusal(signIn(desk, right, from))).toBe("slow_down");
    expect(await refusal(signIn(desk, { ...right, email: "nobody@shop.example" }, from))).toBe("wrong_password");
    expect((await signIn(desk, right, { ...from, address: "10.0.0.2" })).staffId).toBe(lin.staffId);
  });

  it("many guesses at once are no way around it", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        refusal(signIn(desk, { email: "lin@shop.example", password: "a wrong guess" }, from)),
      ),
    );
    expect(answers.filter((code) => code === "wrong_password")).toHaveLength(5);
  });

  it("guessing over many accounts is slowed too", async () => {
    const codes: string[] = [];
    for (let n = 0; n < 41; n += 1)
      codes.push(await refusal(signIn(desk, { email: `nobody${n}@shop.example`, password: "x" }, from)));
    expect(codes.indexOf("slow_down")).toBe(40);
  });

  it("next-auth keeps two ids and nothing else, and hands on codes only", async () => {
    const running = {
      app: test.app,
      secrets,
      publicUrl: "https://desk.example",
      isSecure: true,
      redis: null,
      metricsToken: null,
      meters: createMeters(),
      readMetrics: async () => "",
      phase: () => "serving" as const,
      limits: new Limits(),
    };
    const options = authOptions(
      running,
      new Request("https://desk.example/api/auth/callback/credentials", { headers: { "user-agent": "x" } }),
    );
    const provider = options.providers[0] as unknown as {
      authorize(credentials: unknown): Promise<{ id: string; sessionId: string }>;
    };
    const user = await provider.authorize({ email: "lin@shop.example", password: testPassword });
    const token = await options.callbacks?.jwt?.({ token: { name: "x", email: "y" }, user, account: null } as never);
    expect(token).toEqual({ staffId: lin.staffId, sessionId: user.sessionId });
    await expect(provider.authorize({ email: "lin@shop.example", password: "wrong" })).rejects.toThrow(
      /^wrong_password$/,
    );
    expect(options.cookies?.sessionToken).toEqual({
      name: "__Host-answerline-staff",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
  });
});

describe("a session", () => {
  it("opens HTTP and sockets alike", async () => {
    const headers = await cookieOf(mine());
    expect(await requireStaff(gate, new Headers(headers))).toMatchObject({ kind: "staff", staffId: lin.staffId });
    expect(await staffOfHandshake(gate, headers)).toEqual(lin);
  });

  it.each([
    ["no cookie", async () => ({})],
    ["another key", () => cookieOf(mine(), "another secret that is long enough, too")],
    ["a cookie of the other scheme", () => cookieOf(mine(), secrets.authSecret, true)],
    ["somebody else’s session", async () => cookieOf({ ...mine(), staffId: randomUUID() })],
    ["an unknown session", async () => cookieOf({ ...mine(), sessionId: randomUUID() })],
    ["an object for an id", async () => cookieOf({ ...mine(), sessionId: { not: "" } })],
    [
      "an expired token",
      async () => ({
        cookie: `answerline-staff=${await encode({ token: mine(), secret: secrets.authSecret, maxAge: -60 })}`,
      }),
    ],
    ["nonsense", async () => ({ cookie: "answerline-staff=%E0%A4%A; answerline-staff.0=x; __proto__=1" })],
    [
      "a bearer token",
      async () => ({ authorization: `Bearer ${await encode({ token: mine(), secret: secrets.authSecret })}` }),
    ],
    ["a broken bearer token", async () => ({ authorization: "Bearer %" })],
  ])("%s opens nothing", async (_what, headersOf) => {
    const headers = await headersOf();
    expect(await readStaff(gate, headers)).toBeNull();
    expect(await refusal(requireStaff(gate, headers))).toBe("signed_out");
  });

  it("counts with the roles of the row now, and not at all once it was revoked", async () => {
    const ned = await addStaff(test.app, "Ned", ["agent"]);
    const headers = await cookieOf({ staffId: ned.staffId, sessionId: ned.sessionId });
    await test.app.database.main.query(`UPDATE staff SET roles = '{agent,admin}' WHERE id = $1`, [ned.staffId]);
    expect((await requireStaff(gate, headers)).roles).toEqual(["agent", "admin"]);
    await revokeSessions(test.app.database.main, ned.staffId, "roles_changed");
    expect(await readStaff(gate, headers)).toBeNull();
    const ended = await endedAmong(test.app.database.main, [
      ned,
      lin,
      { staffId: ned.staffId, sessionId: randomUUID() },
    ]);
    expect(ended.map(({ reason }) => reason).toSorted()).toEqual(["disabled", "roles_changed"]);
  });

  it("of a one-time password opens the password page only", async () => {
    const eve = await addStaff(test.app, "Eve", ["agent"]);
    await test.app.database.main.query("UPDATE staff SET must_change_password = true WHERE id = $1", [eve.staffId]);
    const headers = await cookieOf({ staffId: eve.staffId, sessionId: eve.sessionId });
    expect(await refusal(requireStaff(gate, headers))).toBe("signed_out");
    expect(await staffOfHandshake(gate, headers)).toBeNull();
    expect((await requireStaff(gate, headers, { mayOweAPassword: true })).mustChangePassword).toBe(true);
  });

  it("ends with a sign-out, which cuts its sockets", async () => {
    const ida = await addStaff(test.app, "Ida", ["agent"]);
    const headers = await cookieOf({ staffId: ida.staffId, sessionId: ida.sessionId });
    await signOut(desk, { staffId: ida.staffId, sessionId: ida.sessionId });
    await signOut(desk, { staffId: ida.staffId, sessionId: ida.sessionId });
    expect(test.published.filter(({ kind }) => kind === "cut")).toEqual([
      { kind: "cut", staffId: ida.staffId, sessionId: ida.sessionId, reason: "revoked" },
    ]);
    expect(await readStaff(gate, headers)).toBeNull();
  });

  it("ends by itself after thirty days", async () => {
    const old = await addStaff(test.app, "Old", ["agent"]);
    await test.app.database.main.query(
      `UPDATE staff_sessions SET created_at = now() - interval '31 days' WHERE id = $1`,
      [old.sessionId],
    );
    expect(await readStaff(gate, await cookieOf({ staffId: old.staffId, sessionId: old.sessionId }))).toBeNull();
  });
});

describe("the secret", () => {
  it("is made once, private, and the environment comes first", () => {
    const folder = mkdtempSync(join(tmpdir(), "answerline-secrets-"));
    try {
      const first = loadSecrets(folder, { authSecret: undefined });
      expect(first.authSecret.length).toBeGreaterThanOrEqual(43);
      expect(loadSecrets(folder, { authSecret: undefined })).toEqual(first);
      expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
      expect(loadSecrets(folder, { authSecret: "x".repeat(32) })).toEqual({ authSecret: "x".repeat(32) });
      writeFileSync(join(folder, "secrets.json"), '{"authSecret":"short"}');
      expect(() => loadSecrets(folder, { authSecret: undefined })).toThrow(/cannot be used/);
      expect(readFileSync(join(folder, "secrets.json"), "utf8")).toContain("short");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
