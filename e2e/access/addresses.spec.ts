/** Who may open which address, asked of the running product with real sign-ins. Commands on sockets: server/realtime/refusals.test.ts. */
import { createServer } from "node:http";
import { once } from "node:events";
import type { APIRequestContext, Page } from "playwright/test";
import type { Permission } from "#server/contract/command.ts";
import { holds } from "#server/auth/permission.ts";
import { type RoutePath, type RoutePermission, routePermissions } from "#server/auth/route-permissions.ts";
import { lampPicture } from "../fixtures/picture.ts";
import { type DemoPersonKey, personOf } from "../fixtures/shop.ts";
import { expect, shopFor, test } from "../fixtures/test.ts";

shopFor({ hasPast: false });

const all = Object.entries(routePermissions) as [RoutePath, RoutePermission][];
const pages = all.filter(([path]) => !path.startsWith("/api/") && path !== "/embed.js");
const staffPages = pages.filter(([, permission]) => permission !== "public");
/** Every way to change something by HTTP, with a body that would do. */
const posts: [string, { data?: unknown; form?: Record<string, string>; headers?: Record<string, string> }][] = [
  ["/api/customer/session", { data: { site: "main" } }],
  ["/api/account/password", { data: { current: "x", next: "nine blue lanterns" } }],
  ["/api/media", { data: "x", headers: { "content-type": "image/png" } }],
  ["/api/library/import", { data: "title,question\n", headers: { "content-type": "text/csv" } }],
  ["/api/library/draft", { data: {} }],
  ["/api/auth/signout", { form: { csrfToken: "x" } }],
  ["/api/auth/callback/credentials", { form: { csrfToken: "x", email: personOf("lin").email, password: "x" } }],
];

const get = (request: APIRequestContext, path: string) => request.get(path, { maxRedirects: 0 });

/** What a page of this address shows, and its status. */
async function shown(page: Page, path: string): Promise<[number | undefined, string]> {
  const answer = await page.goto(path);
  // Its words come a moment after it on a busy machine.
  await expect(page.locator("body")).toHaveText(/\S/);
  return [answer?.status(), await page.locator("body").innerText()];
}

test("signed out, every staff page leads to the sign-in and shows nothing", async ({ people }) => {
  const { request } = await people.context("stranger");
  for (const [path] of staffPages) {
    const answer = await get(request, path);
    expect([path, answer.status()]).toEqual([path, 307]);
    expect(answer.headers().location).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  }
});

test("a customer is a stranger to every staff page and route", async ({ people }) => {
  const { request } = (await people.customer()).page.context();
  for (const [path] of staffPages)
    expect([path, (await get(request, path)).headers().location]).toEqual([
      path,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
  const answer = await request.post("/api/account/password", {
    data: { current: "a", next: "nine blue lanterns" },
    headers: { origin: people.shop.url },
  });
  expect([answer.status(), await answer.json()]).toEqual([401, { ok: false, error: { code: "signed_out" } }]);
});

for (const key of ["amadou", "sofia", "priya"] as const satisfies DemoPersonKey[]) {
  test(`${personOf(key).roles.join(" and ")}: pages of other roles are not there`, async ({ people }) => {
    // The browser reports the refused pages themselves; such a page names no icon, so it asks for the usual one.
    people.expectFaults(/status of 404 .* at \S+\/(dashboard|workbench|admin\S*|nobody\S*|favicon\.ico)$/);
    const page = await people.staff(key, "/account");
    const nothing = await shown(page, "/nobody/has/heard/of/this");
    expect(nothing).toEqual([404, expect.stringContaining("There is nothing at this address")]);
    for (const [path, permission] of staffPages) {
      const mayOpen = holds([...personOf(key).roles], permission as Permission);
      if (mayOpen) expect([path, (await get(page.context().request, path)).status() < 400]).toEqual([path, true]);
      else expect([path, await shown(page, path)]).toEqual([path, nothing]);
    }
  });
}

test("a request from a page elsewhere is answered as if the address were not there", async ({ people }) => {
  const page = await people.staff("lin", "/account");
  const { request } = page.context();
  for (const origin of ["https://shop.example", "null", `${people.shop.url}.evil.example`]) {
    for (const [path, body] of posts) {
      const answer = await request.post(path, { ...body, headers: { ...body.headers, origin } });
      expect([path, origin, answer.status()]).toEqual([path, origin, 404]);
    }
  }
  for (const [path, body] of posts) expect([path, (await request.post(path, body)).status()]).toEqual([path, 404]);
});

test("a real page elsewhere can neither ask nor connect with somebody's cookies", async ({ people }) => {
  const elsewhere = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<!doctype html><title>elsewhere</title>"),
  ).listen(0);
  await once(elsewhere, "listening");
  const address = elsewhere.address();
  const port = typeof address === "object" ? address?.port : 0;
  const own = await people.staff("lin", "/account");
  const page = await own.context().newPage();
  people.expectFaults(
    /blocked by CORS policy/,
    /net::ERR_FAILED/,
    /WebSocket connection to .* failed/,
    /status of 40[34]/,
  );
  await page.goto(`http://127.0.0.1:${port}/`);
  const { url } = people.shop;
  const read = await page.evaluate(
    (target) =>
      fetch(`${target}/api/customer/session`, {
        method: "POST",
        credentials: "include",
        headers: { "content-type": "application/json" },
        body: '{"site":"main"}',
      }).then(
        (answer) => answer.status,
        () => "refused",
      ),
    url,
  );
  const socket = await page.evaluate(
    (target) =>
      new Promise((done) => {
        const each = new WebSocket(`${target.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
        each.onopen = () => done("open");
        each.onerror = () => done("refused");
      }),
    url,
  );
  elsewhere.closeAllConnections();
  elsewhere.close();
  expect([read, socket]).toEqual(["refused", "refused"]);
});

test("every page carries the headers that keep it to itself", async ({ people }) => {
  const { request } = (await people.staff("priya", "/account")).context();
  for (const path of [...pages.map(([each]) => each), "/nobody/has/heard/of/this"]) {
    const answer = await request.get(path);
    const headers = answer.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(policy, path).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
    expect(policy, path).toContain("object-src 'none'");
    expect(policy, path).toContain(path === "/chat" ? "frame-ancestors 'self'" : "frame-ancestors 'none'");
    expect(headers["x-powered-by"], path).toBeUndefined();
    if (path !== "/chat") expect(headers["x-frame-options"], path).toBe("DENY");
  }
});

test("a picture is there for its conversation only", async ({ people }) => {
  const [ann, ben, lin, mei] = [
    await people.customer({}, "Ann"),
    await people.customer({}, "Ben"),
    await people.agent("lin"),
    await people.staff("mei", "/account"),
  ];
  await ann.asksForPerson("the clock strikes fourteen and bows");
  await lin.accepts("the clock strikes fourteen and bows");
  await ann.attach(await lampPicture());
  const [stored] = await Promise.all([
    ann.page.waitForResponse(
      (response) => response.url().endsWith("/api/media") && response.request().method() === "POST",
    ),
    ann.root.getByRole("button", { name: "Send" }).click(),
  ]);
  const { data } = (await stored.json()) as { data: { mediaId: string } };
  const path = `/api/media/${data.mediaId}`;
  await expect(lin.log.getByRole("button", { name: /^Open the picture/ })).toBeVisible();
  const answers = async (request: APIRequestContext) => {
    const [own, other] = [
      await request.get(path),
      await request.get("/api/media/01a1f884-47ee-72e3-bf2f-20573486a36b"),
    ];
    return {
      own: [own.status(), own.ok() ? own.headers()["content-type"] : await own.text()],
      other: [other.status(), await other.text()],
    };
  };
  expect((await answers(ann.page.context().request)).own).toEqual([200, "image/webp"]);
  expect((await answers(lin.page.context().request)).own[0]).toBe(200);
  const [asBen, asStranger] = [
    await answers(ben.page.context().request),
    await answers((await people.context("stranger")).request),
  ];
  expect(asBen.own).toEqual([404, JSON.stringify({ ok: false, error: { code: "not_found" } })]);
  expect(asBen.own).toEqual(asBen.other);
  expect(asStranger.own).toEqual(asStranger.other);
  // Of the same team, so she may read the conversation and what hangs in it.
  expect((await answers(mei.context().request)).own[0]).toBe(200);
});
