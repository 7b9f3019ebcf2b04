import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StaffPrincipal } from "../app.ts";
import { listCannedReplies, removeCannedReply, saveCannedReply } from "../canned/canned-replies.ts";
import { addStaff, createTestApp, refusal, type TestApp } from "../person/test-app.ts";
import { getSettings } from "./get-settings.ts";
import { saveSettings } from "./save-settings.ts";

let test: TestApp;
let ada: StaffPrincipal;
beforeAll(async () => {
  test = await createTestApp();
  ada = await addStaff(test.app, "Ada", ["admin"]);
});
afterAll(() => test.close());

describe("canned replies", () => {
  it("are saved, kept apart by language and shortcut, and removed", async () => {
    const reply = {
      clientId: randomUUID(),
      id: null,
      shortcut: "Hello",
      title: "Say hello",
      body: "Hello {{customer.name}}",
      language: "en",
    };
    const saved = await saveCannedReply(test.app, ada, reply);
    expect(saved.shortcut).toBe("hello");
    expect(await refusal(saveCannedReply(test.app, ada, { ...reply, clientId: randomUUID() }))).toBe("taken");
    await saveCannedReply(test.app, ada, { ...reply, clientId: randomUUID(), language: "zh" });
    await saveCannedReply(test.app, ada, { ...reply, clientId: randomUUID(), id: saved.id, title: "Greet" });
    expect((await listCannedReplies(test.app, ada)).replies.map(({ title }) => title)).toEqual(["Greet", "Say hello"]);
    const removal = { clientId: randomUUID(), id: saved.id };
    await removeCannedReply(test.app, ada, removal);
    await removeCannedReply(test.app, ada, removal);
    expect(await refusal(removeCannedReply(test.app, ada, { ...removal, clientId: randomUUID() }))).toBe("not_found");
  });
});

describe("settings", () => {
  async function input(more: object = {}): Promise<Parameters<typeof saveSettings>[2]> {
    const { site, busyReasons, handOff } = await getSettings(test.app, ada);
    return {
      clientId: randomUUID(),
      name: site.name,
      greeting: site.greeting,
      accentColor: site.accentColor,
      allowedOrigins: site.allowedOrigins,
      busyReasons,
      handOff,
      ...more,
    } as Parameters<typeof saveSettings>[2];
  }

  it("begin with something that works, and show the tag for a page", async () => {
    expect(await getSettings(test.app, ada)).toMatchObject({
      site: { key: "main", allowedOrigins: [] },
      handOff: { single: 0.55, mean: 0.6 },
      hasDemo: false,
      embedTag: '<script async src="https://desk.example/embed.js" data-site="main" data-color="#2f5bd8"></script>',
    });
  });

  it("are stored, with origins as browsers send them", async () => {
    const saved = await saveSettings(
      test.app,
      ada,
      await input({
        name: " Oak ",
        allowedOrigins: ["https://Shop.Example/", "https://shop.example", "http://localhost:8080"],
      }),
    );
    expect(saved.site).toMatchObject({
      name: "Oak",
      allowedOrigins: ["https://shop.example", "http://localhost:8080"],
    });
  });

  it.each([
    ["an address with a path", { allowedOrigins: ["https://shop.example/contact"] }],
    ["another scheme", { allowedOrigins: ["javascript://shop.example"] }],
    ["no address", { allowedOrigins: ["shop"] }],
    ["a wildcard", { allowedOrigins: ["*"] }],
    [
      "a reason twice",
      {
        busyReasons: [
          { code: "lunch", label: { en: "Lunch" } },
          { code: "lunch", label: { en: "Lunch" } },
        ],
      },
    ],
  ])("%s is refused", async (_what, more) => {
    expect(await refusal(saveSettings(test.app, ada, await input(more)))).toBe("invalid");
  });
});
