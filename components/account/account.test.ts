import { describe, expect, it } from "vitest";
import { requestSignIn } from "./sign-in-request.ts";
import { deviceOf } from "./device-name.ts";
import { requestPassword } from "./request-password.ts";

describe("a device is recognised", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0",
      "Edge",
      "Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
      "Safari",
      "macOS",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1",
      "Chrome",
      "iPhone",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox", "Linux"],
    [
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36",
      "Chrome",
      "Android",
    ],
  ])("%s", (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });

  it("or not", () => {
    expect(deviceOf(null)).toBeNull();
    expect(deviceOf("curl/8.5")).toBeNull();
  });
});

describe("what the server answers is read as a code", () => {
  const json = (body: unknown, status = 200) => Response.json(body, { status });
  const server = (...answers: (Response | Error)[]): typeof fetch => {
    const left = [...answers];
    return async () => {
      const next = left.shift();
      if (next instanceof Response) return next;
      throw next ?? new Error("asked once more");
    };
  };
  const csrf = () => json({ csrfToken: "t" });

  it.each([
    [null, [csrf(), json({ url: "/sign-in" })]],
    ["wrong_password", [csrf(), json({ url: "http://localhost:3000/api/auth/error?error=wrong_password" }, 401)]],
    ["slow_down", [csrf(), json({ url: "/api/auth/error?error=slow_down" }, 401)]],
    ["slow_down", [json({ ok: false, error: { code: "slow_down" } }, 429)]],
    ["not_found", [csrf(), json({ ok: false, error: { code: "not_found" } }, 404)]],
    ["unavailable", [csrf(), json({ url: "/api/auth/signin?csrf=true" })]],
    ["unavailable", [new Response("<html>", { status: 502 })]],
    ["network", [new TypeError("failed to fetch")]],
  ])("sign-in: %s", async (code, answers) => {
    expect(await requestSignIn("a@b.example", "x", server(...(answers as Response[])))).toBe(code);
  });

  it.each([
    [null, json({ ok: true, data: {} })],
    ["weak_password", json({ ok: false, error: { code: "weak_password" } }, 400)],
    ["unavailable", new Response("<html>", { status: 502 })],
    ["network", new TypeError("failed to fetch")],
  ])("password: %s", async (code, answer) => {
    expect(await requestPassword({ current: null, next: "x" }, server(answer as Response))).toBe(code);
  });
});
