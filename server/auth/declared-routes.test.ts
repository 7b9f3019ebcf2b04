import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assertRoutesDeclared, findRoutes, findUnguarded } from "./declared-routes.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "answerline-routes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, source = ""): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), source);
}

describe("declared routes", () => {
  it("are found as Next serves them", () => {
    for (const file of [
      "page.tsx",
      "(agent)/workbench/page.tsx",
      "api/media/[mediaId]/route.ts",
      "_private/page.tsx",
      "chat/layout.tsx",
      "desk/@side/page.tsx",
    ])
      put(file);
    expect(
      findRoutes(folder)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["/", "/api/media/[mediaId]", "/desk", "/workbench"]);
  });

  it("a page or route nobody has declared stops the start and is named", () => {
    put("chat/page.tsx");
    put("api/secret/route.ts");
    expect(() => assertRoutesDeclared(folder, { "/chat": "public", "/api/secret": "admin" })).not.toThrow();
    expect(() => assertRoutesDeclared(folder, { "/chat": "public" })).toThrow(/\/api\/secret/);
    // Names of every object are no declarations.
    put("constructor/page.tsx");
    expect(() => assertRoutesDeclared(folder, { "/chat": "public", "/api/secret": "admin" })).toThrow(/\/constructor/);
  });

  it("a declared route that does not ask is found", () => {
    put("api/a/route.ts", `export const GET = route('/api/a', {}, work)`);
    put("api/b/route.ts", `export const GET = () => new Response('everything')`);
    put("api/c/route.ts", `export const GET = () => new Response('public')`);
    put("api/d/route.ts", `const handle = () => new Response('public')\nexport { handle as POST }`);
    put("admin/page.tsx", "export default function Page() {}");
    put("workbench/page.tsx", 'await requireStaffPage({ role: "agent" })');
    expect(
      findUnguarded(folder, {
        "/api/a": "staff",
        "/api/b": "staff",
        "/admin": "admin",
        "/workbench": "staff",
        "/api/c": "public",
        "/api/d": "public",
      }),
    ).toEqual(["/admin", "/api/b", "/api/d"]);
  });
});

it("every route of the product goes through its guard", () => {
  expect(findUnguarded(resolve(import.meta.dirname, "../../app"))).toEqual([]);
});
