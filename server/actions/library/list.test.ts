import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../person/test-app.ts";
import { removeEntries } from "./edit-drafts.ts";
import { getEntry, listLibrary } from "./read-library.ts";
import { createLibraryTest, listInput, once, type LibraryTest } from "./test-library.ts";

let test: LibraryTest;
const ids: Record<string, string> = {};
beforeAll(async () => {
  test = await createLibraryTest();
  ids["parcel"] = await test.draft({
    title: "Where is my parcel?",
    category: "Delivery",
    questions: ["Where is my PARCEL?", "track it"],
  });
  ids["returns"] = await test.draft({
    title: "Returns",
    category: "returns",
    body: "Within 30 days.",
    questions: ["send it back"],
  });
  ids["zh"] = await test.draft({
    title: "国际配送需要多久",
    category: "配送",
    language: "zh",
    body: "十天。",
    questions: ["寄到国外要几天"],
  });
  ids["plain"] = await test.draft({ title: "Aardvark", category: null, questions: ["zzz what"], isEnabled: false });
  await test.publish();
  const counts =
    "INSERT INTO answer_health (answer_id, site_id, asked, helpful, not_helpful, led_to_person, last_asked_at) VALUES ($1, $2, $3, $4, $5, $6, now())";
  await test.app.database.main.query(counts, [ids["parcel"], test.app.siteId, 40, 20, 2, 3]);
  await test.app.database.main.query(counts, [ids["returns"], test.app.siteId, 12, 1, 2, 0]);
  await test.app.database.main.query(counts, [ids["zh"], test.app.siteId, 6, 0, 0, 3]);
});
afterAll(() => test.close());

const list = (more: object = {}) => listLibrary(test.app, test.ada, listInput(more));
const titles = async (more: object) => (await list(more)).rows.map(({ title }) => title);

describe("the list", () => {
  it("is searched in titles, questions and texts, in any script, by every word", async () => {
    expect(await titles({ query: "parcel" })).toEqual(["Where is my parcel?"]);
    expect(await titles({ query: "Back  SEND" })).toEqual(["Returns"]);
    expect(await titles({ query: "30 days" })).toEqual(["Returns"]);
    expect(await titles({ query: "国外" })).toEqual(["国际配送需要多久"]);
    expect(await titles({ query: "配送 十天" })).toEqual(["国际配送需要多久"]);
    expect(await titles({ query: "ｐａｒｃｅｌ" })).toEqual(["Where is my parcel?"]);
    expect(await titles({ query: "%" })).toEqual([]);
    expect(await titles({ query: "' OR true --" })).toEqual([]);
  });

  it("is filtered by category, language, health and state, with what each filter would leave", async () => {
    expect(await titles({ category: "DELIVERY" })).toEqual(["Where is my parcel?"]);
    expect(await titles({ isUncategorised: true, language: "en", state: "disabled" })).toEqual(["Aardvark"]);
    expect(await titles({ health: "care", sort: "asked" })).toEqual(["Returns", "国际配送需要多久"]);
    const care = await list({ health: "care" });
    expect(care.total).toBe(2);
    expect(care.facets?.categories).toEqual([
      { category: "returns", count: 1 },
      { category: "配送", count: 1 },
    ]);
    expect(care.facets?.health).toMatchObject({ care: 2, fine: 1 });
    expect(care.rows.find(({ id }) => id === ids["zh"])).toMatchObject({
      asked: 6,
      ledToPerson: 3,
      health: "care",
      questionCount: 1,
      updatedByName: "Ada",
    });
  });

  it("shows drafts in the place of their entries", async () => {
    const added = await test.draft({ title: "Brand new", questions: ["brand new one?"] });
    await test.draft(
      { title: "Returns, reworded", category: "returns", questions: ["send it back", "b"] },
      ids["returns"],
    );
    await removeEntries(test.app, test.ada, { ...once(), ids: [ids["zh"] as never] });
    const { rows, facets, total, draftCount } = await list({ state: "draft" });
    expect(rows.map(({ title, draft, questionCount }) => [title, draft, questionCount])).toEqual([
      ["Brand new", "new", 1],
      ["Returns, reworded", "changed", 2],
      ["国际配送需要多久", "removed", 1],
    ]);
    expect(facets?.states).toMatchObject({ new: 1, changed: 1, removed: 1 });
    expect([total, draftCount]).toEqual([3, 3]);
    expect(await titles({ query: "reworded" })).toEqual(["Returns, reworded"]);
    expect(await titles({ query: "within 30" })).toEqual([]);
    expect(await titles({ query: "国外", state: "removed" })).toEqual(["国际配送需要多久"]);
    expect((await getEntry(test.app, test.ada, { id: added as never })).draft?.state).toBe("new");
  });

  it("is read page by page without a hole or a repeat, in every order", async () => {
    for (const sort of ["title", "asked", "updated"]) {
      const whole = (await list({ sort })).rows.map(({ id }) => id);
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, after, limit: 2 });
        expect(page.facets === null).toBe(after !== null);
        paged.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(whole.length);
    }
    for (const after of ["x", "e30", Buffer.from('[1,"a","b","c","no id"]').toString("base64url")])
      expect(await refusal(list({ after }))).toBe("invalid");
  });
});
