import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siteById } from "../../store/site.ts";
import { getAnswer } from "../answer/get-answer.ts";
import { listAnswers } from "../answer/list-answers.ts";
import { saveAnswer, setAnswerEnabled } from "../answer/save-answer.ts";
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

const version = async () =>
  (await test.app.database.main.query<{ v: number }>("SELECT library_version AS v FROM sites")).rows[0]?.v ?? 0;

describe("answers", () => {
  const answer = (more: object = {}) =>
    ({
      clientId: randomUUID(),
      id: null,
      title: " Gift wrapping ",
      body: "Yes.",
      category: " Orders ",
      language: "en",
      teamId: null,
      questions: ["Do you wrap gifts?", " do you  wrap gifts? ", "gift paper"],
      isEnabled: true,
      ...more,
    }) as Parameters<typeof saveAnswer>[2];

  it("are saved, found, edited, and counted as a change of the library", async () => {
    const before = await version();
    const input = answer();
    const saved = await saveAnswer(test.app, ada, input);
    expect(saved).toMatchObject({
      kind: "answer",
      title: "Gift wrapping",
      category: "Orders",
      questions: ["Do you wrap gifts?", "gift paper"],
      updatedByName: "Ada",
    });
    expect(await saveAnswer(test.app, ada, input)).toEqual(saved);
    expect(await version()).toBe(before + 1);
    expect(test.libraryLoads()).toBeGreaterThan(0);
    const list = await listAnswers(test.app, ada);
    const row = list.answers.find(({ id }) => id === saved.id);
    expect(row).toMatchObject({ questionCount: 2 });
    expect(row?.search).toContain("gift paper");
    expect(list.categories).toContain("Orders");
    const edited = await saveAnswer(test.app, ada, answer({ id: saved.id, body: "Of course.", category: "  " }));
    expect(edited).toMatchObject({ id: saved.id, body: "Of course.", category: null });
    expect(
      (await setAnswerEnabled(test.app, ada, { clientId: randomUUID(), id: saved.id, isEnabled: false })).isEnabled,
    ).toBe(false);
    expect(await getAnswer(test.app, ada, { id: saved.id })).toMatchObject({ isEnabled: false, body: "Of course." });
    expect(await version()).toBe(before + 3);
  });

  it("keep their kind when the library’s own part is reworded", async () => {
    const list = await listAnswers(test.app, ada);
    const greeting = list.answers.find(({ kind, language }) => kind === "greeting" && language === "en");
    expect((await saveAnswer(test.app, ada, answer({ id: greeting?.id, title: "Hi" }))).kind).toBe("greeting");
  });

  it("refuse what is not there, and another body under one clientId", async () => {
    const input = answer();
    await saveAnswer(test.app, ada, input);
    expect(await refusal(saveAnswer(test.app, ada, { ...input, body: "No." }))).toBe("conflict");
    expect(await refusal(saveAnswer(test.app, ada, answer({ id: randomUUID() })))).toBe("not_found");
    expect(await refusal(saveAnswer(test.app, ada, answer({ teamId: randomUUID() })))).toBe("not_found");
    expect(await refusal(getAnswer(test.app, ada, { id: randomUUID() as never }))).toBe("not_found");
    expect(
      await refusal(
        setAnswerEnabled(test.app, ada, { clientId: randomUUID(), id: randomUUID() as never, isEnabled: true }),
      ),
    ).toBe("not_found");
  });

  it("a refused save changes nothing and may be tried again under its clientId", async () => {
    const before = await version();
    const input = answer({ teamId: randomUUID() });
    expect(await refusal(saveAnswer(test.app, ada, input))).toBe("not_found");
    expect(await version()).toBe(before);
  });
});

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
    const { site, busyReasons, intervals, handOff } = await getSettings(test.app, ada);
    return {
      clientId: randomUUID(),
      name: site.name,
      greeting: site.greeting,
      accentColor: site.accentColor,
      allowedOrigins: site.allowedOrigins,
      busyReasons,
      intervals,
      handOff,
      ...more,
    } as Parameters<typeof saveSettings>[2];
  }

  it("begin with something that works, and show the tag for a page", async () => {
    expect(await getSettings(test.app, ada)).toMatchObject({
      site: { key: "main", allowedOrigins: [] },
      handOff: { single: 0.55, mean: 0.6 },
      intervals: { graceAgentMs: 45_000, quietWarnMs: 180_000 },
      hasDemo: false,
      embedTag: '<script async src="https://desk.example/embed.js" data-site="main" data-color="#2f5bd8"></script>',
    });
  });

  it("are stored, with origins as browsers send them, and reach the engine", async () => {
    const { intervals } = await input();
    const saved = await saveSettings(
      test.app,
      ada,
      await input({
        name: " Oak ",
        allowedOrigins: ["https://Shop.Example/", "https://shop.example", "http://localhost:8080"],
        intervals: { ...intervals, graceAgentMs: 60_000 },
      }),
    );
    expect(saved.site).toMatchObject({
      name: "Oak",
      allowedOrigins: ["https://shop.example", "http://localhost:8080"],
    });
    expect(test.app.dispatcher.state.settings.graceAgentMs).toBe(60_000);
    expect((await siteById(test.app.database.main, test.app.siteId))?.intervals.graceAgentMs).toBe(60_000);
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

  it("a close before its reminder is refused", async () => {
    const { intervals } = await input();
    expect(
      await refusal(
        saveSettings(test.app, ada, await input({ intervals: { ...intervals, quietCloseMs: intervals.quietWarnMs } })),
      ),
    ).toBe("invalid");
  });
});
