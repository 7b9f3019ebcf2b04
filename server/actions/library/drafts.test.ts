import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../person/test-app.ts";
import { discardDraft, editMany, removeEntries, saveDraft } from "./edit-drafts.ts";
import { publishLibrary, rollBackLibrary } from "./publish-library.ts";
import { diffLibrary, getEntry, listLibrary, listVersions } from "./read-library.ts";
import { contentOf, createLibraryTest, diffInput, listInput, once, type LibraryTest } from "./test-library.ts";

let test: LibraryTest;
beforeAll(async () => {
  test = await createLibraryTest();
});
afterAll(() => test.close());

const entry = (id: string) => getEntry(test.app, test.ada, { id: id as never });
const first = (text: string) => test.app.library.match(text, 1).candidates[0];
const version = async () => (await listVersions(test.app, test.ada, { before: null, limit: 1 })).version;

describe("a draft", () => {
  it("reaches customers only by being published, and then at once", async () => {
    const id = await test.draft({
      title: " Gift  wrapping ",
      questions: ["Do you wrap gifts?", " do you  wrap gifts? "],
    });
    expect(test.app.library.answer(id)).toBeUndefined();
    const drafted = await entry(id);
    expect(drafted).toMatchObject({
      published: null,
      draft: {
        state: "new",
        revision: 1,
        updatedByName: "Ada",
        content: { title: "Gift wrapping", questions: ["Do you wrap gifts?"] },
      },
    });
    const published = await test.publish("Gifts");
    expect(first("do you wrap gifts")).toMatchObject({ answerId: id });
    expect(first("do you wrap gifts")?.degree).toBeGreaterThanOrEqual(0.95);
    const after = await entry(id);
    expect(after.draft).toBeNull();
    expect(after.history).toMatchObject([
      { number: published, note: "Gifts", byName: "Ada", change: "new", changeCount: 1 },
    ]);
  });

  it("that is like what is published is none", async () => {
    const id = await test.draft({ title: "Same", questions: ["is this the same thing?"] });
    await test.publish();
    await test.draft({ title: "Other", questions: ["is this the same thing?"] }, id);
    expect((await entry(id)).draft).toMatchObject({ state: "changed", revision: 1 });
    await test.draft({ title: "Same", questions: ["is this the same thing?"] }, id, 1);
    expect((await entry(id)).draft).toBeNull();
  });

  it("that somebody else saved meanwhile is not written over", async () => {
    const id = await test.draft({ title: "Mine" });
    await test.draft({ title: "Theirs" }, id, 1);
    const stale = await saveDraft(test.app, test.ada, {
      ...once(),
      id: id as never,
      content: contentOf({ title: "Mine again" }),
      expectedRevision: 1,
    });
    expect(stale).toMatchObject({ result: "stale", draft: { revision: 2, content: { title: "Theirs" } } });
    expect((await entry(id)).draft?.content?.title).toBe("Theirs");
    await discardDraft(test.app, test.ada, { ...once(), ids: [id as never] });
    expect(await refusal(entry(id))).toBe("not_found");
  });

  it("is saved once for one clientId, and refused for what is not there", async () => {
    const input = { ...once(), id: null, content: contentOf({ title: "Once" }), expectedRevision: 0 };
    const saved = await saveDraft(test.app, test.ada, input);
    expect(await saveDraft(test.app, test.ada, input)).toEqual(saved);
    expect(await refusal(saveDraft(test.app, test.ada, { ...input, content: contentOf({ title: "Twice" }) }))).toBe(
      "conflict",
    );
    const save = (more: object, id: string | null = null) =>
      refusal(
        saveDraft(test.app, test.ada, { ...once(), id: id as never, content: contentOf(more), expectedRevision: 0 }),
      );
    expect(await save({}, randomUUID())).toBe("not_found");
    expect(await save({ teamId: randomUUID() })).toBe("not_found");
    expect(await save({ pictureIds: [randomUUID()] })).toBe("not_found");
    expect(await save({ followUpIds: [randomUUID()] })).toBe("not_found");
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
  });
});

describe("publishing", () => {
  it("is all or nothing: an entry that lacks something keeps back the others, and says what", async () => {
    const fine = await test.draft({ title: "Fine", questions: ["is it fine?"] });
    const lame = await test.draft({ title: "", body: "", questions: [] });
    const diff = await diffLibrary(test.app, test.ada, diffInput());
    expect(diff).toMatchObject({ counts: { new: 2, changed: 0, removed: 0 }, withIssues: 1 });
    expect(diff.changes.find(({ answerId }) => answerId === lame)?.issues).toEqual([
      { field: "title", reason: "empty" },
      { field: "body", reason: "empty" },
      { field: "questions", reason: "empty" },
    ]);
    const publish = (ids: string[] | null, print: string) =>
      publishLibrary(test.app, test.ada, { ...once(), note: "", expectedDrafts: print, ids: ids as never });
    const before = await version();
    expect(await publish(null, diff.print)).toMatchObject({ result: "incomplete", version: before });
    expect(test.app.library.answer(fine)).toBeUndefined();
    const one = await diffLibrary(test.app, test.ada, diffInput({ ids: [fine] }));
    expect(await publish([fine], one.print)).toMatchObject({ result: "published", version: before + 1, draftCount: 1 });
    expect((await entry(lame)).draft).not.toBeNull();
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
    expect(await publish(null, "")).toMatchObject({ result: "stale" });
    const none = await diffLibrary(test.app, test.ada, diffInput());
    expect(await publish(null, none.print)).toMatchObject({ result: "empty" });
  });

  it("of all but some leaves those drafts, and is refused when another one came meanwhile", async () => {
    const [going, staying] = [await test.draft({ title: "Going" }), await test.draft({ title: "Staying" })];
    const choice = { except: [staying as never] };
    const publish = async (print: string) =>
      publishLibrary(test.app, test.ada, { ...once(), note: "", expectedDrafts: print, ids: choice });
    const before = await diffLibrary(test.app, test.ada, diffInput({ ids: choice }));
    expect(before.changes.map(({ answerId }) => answerId)).toEqual([going]);
    expect(before.counts).toEqual({ new: 1, changed: 0, removed: 0 });
    const third = await test.draft({ title: "A third" });
    expect(await publish(before.print)).toMatchObject({ result: "stale" });
    const now = await diffLibrary(test.app, test.ada, diffInput({ ids: choice }));
    expect(await publish(now.print)).toMatchObject({ result: "published", changeCount: 2, draftCount: 1 });
    expect([going, staying, third].map((id) => test.app.library.answer(id) !== undefined)).toEqual([true, false, true]);
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
  });

  it("of drafts that were edited since they were looked at is refused, naming who did", async () => {
    const id = await test.draft({ title: "Looked at", questions: ["who looked?"] });
    const { print } = await diffLibrary(test.app, test.ada, diffInput());
    await test.draft({ title: "Edited", questions: ["who looked?"] }, id, 1);
    const done = await publishLibrary(test.app, test.ada, { ...once(), note: "", expectedDrafts: print, ids: null });
    expect(done).toMatchObject({ result: "stale", editedBy: { name: "Ada" } });
    expect(test.app.library.answer(id)).toBeUndefined();
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
  });

  it("does not offer follow-ups that are going", async () => {
    const target = await test.draft({ title: "Target", questions: ["the target?"] });
    const source = await test.draft({ title: "Source", questions: ["the source?"], followUpIds: [target as never] });
    await test.publish();
    expect(test.app.library.extras(source).followUps).toEqual([{ answerId: target, title: "Target" }]);
    await removeEntries(test.app, test.ada, { ...once(), ids: [target as never] });
    await test.draft({ title: "Source 2", questions: ["the source?"], followUpIds: [target as never] }, source);
    const diff = await diffLibrary(test.app, test.ada, diffInput());
    expect(diff.changes.find(({ answerId }) => answerId === source)?.issues).toEqual([
      { field: "followUpIds", reason: "taken_out" },
    ]);
    await test.draft({ title: "Source 2", questions: ["the source?"] }, source, 1);
    await test.publish();
    expect(test.app.library.answer(target)).toBeUndefined();
  });
});

describe("rolling back", () => {
  it("brings back what was, in one step, as a version of its own; drafts stay", async () => {
    const id = await test.draft({ title: "One", questions: ["one or two?"] });
    const v1 = await test.publish("one");
    await test.draft({ title: "Two", questions: ["one or two?"] }, id);
    const other = await test.draft({ title: "Other", questions: ["something else?"] });
    await test.publish("two");
    await removeEntries(test.app, test.ada, { ...once(), ids: [id as never] });
    const v3 = await test.publish("three");
    expect(test.app.library.answer(id)).toBeUndefined();
    const draft = await test.draft({ title: "Unfinished", questions: [] });
    const roll = (to: number, expectedVersion: number) =>
      rollBackLibrary(test.app, test.ada, { ...once(), to, expectedVersion });
    expect(await roll(v1, v3 - 1)).toMatchObject({ result: "stale", version: v3 });
    expect(await roll(v1, v3)).toMatchObject({ result: "published", version: v3 + 1, changeCount: 2 });
    expect(test.app.library.answer(id)).toMatchObject({ title: "One" });
    expect(test.app.library.answer(other)).toBeUndefined();
    expect(first("one or two")).toMatchObject({ answerId: id });
    expect(first("something else")?.answerId).not.toBe(other);
    expect((await entry(draft)).draft?.content?.title).toBe("Unfinished");
    const { versions } = await listVersions(test.app, test.ada, { before: null, limit: 2 });
    expect(versions[0]).toMatchObject({ number: v3 + 1, rolledBackTo: v1, changeCount: 2 });
    const diff = await diffLibrary(test.app, test.ada, diffInput({ of: v3 + 1 }));
    expect(diff.changes.map(({ what }) => what).toSorted()).toEqual(["new", "removed"]);
    // And back again.
    expect(await roll(v3, v3 + 1)).toMatchObject({ result: "published", version: v3 + 2 });
    expect(test.app.library.answer(id)).toBeUndefined();
    expect(test.app.library.answer(other)).toMatchObject({ title: "Other" });
    expect(await roll(v3, v3 + 2)).toMatchObject({ result: "empty" });
    expect(await refusal(roll(9_999, v3 + 2))).toBe("not_found");
    expect(await refusal(diffLibrary(test.app, test.ada, diffInput({ of: 9_999 })))).toBe("not_found");
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
  });
});

describe("system entries", () => {
  it("may be edited and keep their kind; taking a language’s last one away is warned of", async () => {
    const { rows } = await listLibrary(test.app, test.ada, listInput({ language: "en" }));
    const greeting = rows.find(({ kind }) => kind === "greeting");
    if (greeting === undefined) throw new Error("no greeting");
    const content = (await entry(greeting.id)).published;
    if (content === null) throw new Error("no content");
    const off = await saveDraft(test.app, test.ada, {
      ...once(),
      id: greeting.id,
      content: { ...content, kind: "answer", isEnabled: false },
      expectedRevision: 0,
    });
    expect(off.draft?.content?.kind).toBe("greeting");
    expect(off.warnings).toEqual([{ kind: "greeting", language: "en" }]);
    expect((await diffLibrary(test.app, test.ada, diffInput())).warnings).toEqual([
      { kind: "greeting", language: "en" },
    ]);
    const second = await test.draft({ kind: "greeting", title: "Hi", body: "Hi!", questions: ["hiya"] });
    expect((await diffLibrary(test.app, test.ada, diffInput())).warnings).toEqual([]);
    await discardDraft(test.app, test.ada, { ...once(), ids: [second as never, greeting.id] });
  });
});

describe("many at once", () => {
  it("get a category or are switched off, as drafts; what goes is left alone", async () => {
    const a = await test.draft({ title: "Many A", questions: ["many a?"] });
    const b = await test.draft({ title: "Many B", questions: ["many b?"] });
    await test.publish();
    const gone = await test.draft({ title: "Many C", questions: ["many c?"] });
    await test.publish();
    await removeEntries(test.app, test.ada, { ...once(), ids: [gone as never] });
    const done = await editMany(test.app, test.ada, {
      ...once(),
      ids: [a, b, gone, randomUUID()] as never,
      change: { category: "Many" },
    });
    expect(done).toMatchObject({ changed: 2, draftCount: 3 });
    expect((await entry(a)).draft?.content).toMatchObject({ category: "Many", title: "Many A" });
    expect((await entry(gone)).draft).toMatchObject({ state: "removed", content: null });
    expect(await refusal(removeEntries(test.app, test.ada, { ...once(), ids: [randomUUID() as never] }))).toBe(
      "not_found",
    );
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
  });
});
