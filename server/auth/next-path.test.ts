import { expect, it } from "vitest";
import { isSameOrigin } from "./same-origin.ts";
import { safeNextPath } from "./next-path.ts";

it.each([
  ["/workbench", "/workbench"],
  ["/admin/answers?search=a%20b", "/admin/answers?search=a%20b"],
  ["/workbench?conversation=1&_rsc=abc", "/workbench?conversation=1"],
])("%s leads to %s", (asked, next) => {
  expect(safeNextPath(asked)).toBe(next);
});

it.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "workbench",
  "",
  "/..//evil.example",
  "/api/media",
  "/sign-in?next=/x",
  "/_next/x",
  `/${"a".repeat(600)}`,
])("%j leads nowhere", (asked) => {
  expect(safeNextPath(asked)).toBeNull();
});

it("nothing but a text leads anywhere", () => {
  expect(safeNextPath(undefined)).toBeNull();
  expect(safeNextPath(["/workbench", "/x"])).toBeNull();
});

it.each([
  [{ origin: "https://desk.example", host: "desk.example" }, true],
  [{ origin: "https://desk.example", host: "10.0.0.4:3000" }, true],
  [{ origin: "http://192.168.1.5:3000", host: "192.168.1.5:3000" }, true],
  [{ origin: "https://evil.example", host: "desk.example" }, false],
  [{ origin: "https://desk.example.evil.example", host: "desk.example" }, false],
  [{ origin: "https://xdesk.example", host: "desk.example" }, false],
  [{ origin: "https://desk.example:444", host: "desk.example" }, false],
  [{ origin: "null", host: "desk.example" }, false],
  [{ origin: "https://user@desk.example", host: "desk.example" }, false],
  [{ origin: "https://desk.example/x", host: "desk.example" }, false],
  [{ host: "desk.example" }, false],
])("origin %j is ours: %s", (headers, isOurs) => {
  expect(isSameOrigin(headers, "https://desk.example")).toBe(isOurs);
  expect(isSameOrigin(new Headers(headers as Record<string, string>), "https://desk.example")).toBe(isOurs);
});
