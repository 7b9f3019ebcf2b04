import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCustomer } from "#server/testing/shop-builder.ts";
import { tryQuestion } from "../answer/try-question.ts";
import { refusal } from "../person/test-app.ts";
import { findCollisions, suggestForEntry } from "./check-questions.ts";
import { discardDraft, removeEntries } from "./edit-drafts.ts";
import { cancelJob, getJob } from "./jobs.ts";
import { listLearned, revokeLearned } from "./learned.ts";
import { getEntry } from "./read-library.ts";
import { createLibraryTest, once, type LibraryTest } from "./test-library.ts";
import { startTrial } from "./trial.ts";
import { addUnansweredTo, dismissUnanswered, listUnanswered, restoreUnanswered } from "./unanswered.ts";

let test: LibraryTest;
let delivery: string;
let returns: string;
beforeAll(async () => {
  test = await createLibraryTest();
  delivery = await test.draft({
    title: "Delivery times",
    questions: [
      "How long does delivery take?",
      "When will my parcel arrive?",
      "delivery time",
      "how many days until my order comes",
    ],
  });
  returns = await test.draft({
    title: "Returns",
    category: "Returns",
    questions: ["Can I send it back?", "How do I return an item?", "return policy", "money back"],
  });
  await test.publish();
  await test.app.library.settled();
});
afterAll(() => test.close());

interface Asked {
  say?: "answer" | "suggest" | "honest";
  answerId?: string;
  isHelpful?: boolean;
  rightAnswerId?: string;
  waitedMs?: number;
  daysAgo?: number;
  language?: string;
}

/** A past question with a conversation of its own; answers with its id. */
async function ask(text: string, more: Asked = {}): Promise<string> {
  const { app } = test;
  const { conversationId } = await buildCustomer(app.database.main, app.siteId);
  const id = randomUUID();
  await app.database.main.query(
    `INSERT INTO asked_questions (id, site_id, conversation_id, item_id, asked_at, text, language, say, answer_id, is_helpful, right_answer_id, handed_off_at, served_at)
      VALUES ($1, $2, $3, $4, now() - $5 * interval '1 day', $6, $7, $8, $9, $10, $11, CASE WHEN $12::float8 IS NULL THEN NULL ELSE now() - interval '1 hour' END,
        CASE WHEN $12::float8 IS NULL THEN NULL ELSE now() - interval '1 hour' + $12 * interval '1 millisecond' END)`,
    [
      id,
      app.siteId,
      conversationId,
      randomUUID(),
      more.daysAgo ?? 0,
      text,
      more.language ?? "en",
      more.say ?? "honest",
      more.answerId ?? null,
      more.isHelpful ?? null,
      more.rightAnswerId ?? null,
      more.waitedMs ?? null,
    ],
  );
  return id;
}
const forget = () => test.app.database.main.query("DELETE FROM asked_questions");
const unanswered = (more: object = {}) =>
  listUnanswered(test.app, test.ada, { days: 30, language: null, which: "open", after: null, limit: 30, ...more });

describe("unanswered questions", () => {
  it("are grouped, those first that were asked most and waited for longest", async () => {
    const lamps = [
      await ask("Do you repair old brass lamps?"),
      await ask("do you repair a brass lamp"),
      await ask("repair my brass lamp please"),
    ];
    const duty = await ask("Who pays the customs duty?", { waitedMs: 600_000 });
    await ask("答得不好", { say: "answer", answerId: delivery, isHelpful: false, language: "zh" });
    await ask("How long does delivery take?", { say: "answer", answerId: delivery, isHelpful: true });
    await ask("too long ago", { daysAgo: 40 });
    const list = await unanswered();
    expect(list).toMatchObject({
      totalGroups: 3,
      totalQuestions: 5,
      isSampled: false,
      languages: ["en", "zh"],
      next: null,
    });
    expect(list.groups.map(({ label, count, waitedMs }) => [label.includes("customs"), count, waitedMs])).toEqual([
      [true, 1, 600_000],
      [false, 3, 0],
      [false, 1, 0],
    ]);
    expect(new Set(list.groups[1]?.questionIds)).toEqual(new Set(lamps));
    expect(list.groups[0]).toMatchObject({ id: duty, wentToPerson: 1, handledAs: null });
    expect(list.groups[2]).toMatchObject({ notHelpful: 1, language: "zh" });
    const page = await unanswered({ limit: 2 });
    expect((await unanswered({ limit: 2, after: page.next })).groups).toHaveLength(1);
    expect((await unanswered({ language: "zh" })).totalGroups).toBe(1);
    expect(await refusal(unanswered({ after: "x" }))).toBe("invalid");
  });

  it("become a new entry’s draft, or similar questions of one, and leave the list", async () => {
    const { groups } = await unanswered();
    const lamps = groups.find(({ count }) => count === 3);
    const duty = groups.find(({ label }) => label.includes("customs"));
    if (lamps === undefined || duty === undefined) throw new Error("not grouped");
    const made = await addUnansweredTo(test.app, test.ada, {
      ...once(),
      questionIds: lamps.questionIds,
      answerId: null,
      questions: null,
    });
    expect(made).toMatchObject({
      added: 3,
      draftCount: 1,
      draft: { state: "new", content: { body: "", language: "en" } },
    });
    expect(made.draft.content?.questions).toHaveLength(3);
    const added = await addUnansweredTo(test.app, test.ada, {
      ...once(),
      questionIds: duty.questionIds,
      answerId: delivery as never,
      questions: ["Who pays customs?", "delivery TIME"],
    });
    expect(added).toMatchObject({ answerId: delivery, added: 1, draft: { state: "changed" } });
    expect((await getEntry(test.app, test.ada, { id: delivery as never })).draft?.content?.questions).toContain(
      "Who pays customs?",
    );
    expect((await unanswered()).totalGroups).toBe(1);
    const handled = await unanswered({ which: "handled" });
    expect(new Set(handled.groups.map(({ handledAs }) => handledAs))).toEqual(new Set(["entry", "similar"]));
    expect(await restoreUnanswered(test.app, test.ada, { ...once(), questionIds: duty.questionIds })).toEqual({
      questions: 1,
    });
    expect((await unanswered()).totalGroups).toBe(2);
    expect(await dismissUnanswered(test.app, test.ada, { ...once(), questionIds: duty.questionIds })).toEqual({
      questions: 1,
    });
    expect(await dismissUnanswered(test.app, test.ada, { ...once(), questionIds: [randomUUID()] })).toEqual({
      questions: 0,
    });
    const add = (questionIds: string[], answerId: string | null) =>
      refusal(
        addUnansweredTo(test.app, test.ada, { ...once(), questionIds, answerId: answerId as never, questions: null }),
      );
    expect(await add([randomUUID()], null)).toBe("not_found");
    expect(await add(duty.questionIds, randomUUID())).toBe("not_found");
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
    await removeEntries(test.app, test.ada, { ...once(), ids: [returns as never] });
    expect(await add(duty.questionIds, returns)).toBe("not_found");
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
    await forget();
  });
});

describe("health", () => {
  it("counts who went on to a person after an answer, once each", async () => {
    const id = await ask("delivery time", { say: "answer", answerId: delivery });
    const { main } = test.app.database;
    for (let at = 0; at < 2; at += 1)
      await main.query("UPDATE asked_questions SET handed_off_at = now() WHERE id = $1", [id]);
    const { health, askedByQuestion } = await getEntry(test.app, test.ada, { id: delivery as never });
    expect(health).toMatchObject({ ledToPerson: 1 });
    expect(health.days).toMatchObject([{ asked: 1, ledToPerson: 1 }]);
    expect(askedByQuestion).toEqual([{ question: "delivery time", asked: 1 }]);
    await forget();
  });
});

describe("checking an entry’s questions", () => {
  it("finds what other entries ask as well, also among drafts, and suggests what people really ask", async () => {
    const typed = await findCollisions(test.app, test.ada, {
      id: null,
      questions: ["return policy", "zebra marmalade"],
    });
    expect(typed.collisions[0]).toMatchObject({
      question: "return policy",
      otherId: returns,
      isDuplicate: true,
      degree: 1,
    });
    const draft = await test.draft({ title: "Duty", questions: ["who pays the duty"] });
    expect(
      (await findCollisions(test.app, test.ada, { id: delivery as never, questions: ["who pays the duty"] }))
        .collisions[0],
    ).toMatchObject({ otherId: draft, otherTitle: "Duty", isDuplicate: true });
    const ids = [
      await ask("when will my parcel arrive in Lisbon?"),
      await ask("When will my parcel arrive in Lisbon?"),
      await ask("quantum marmalade"),
    ];
    const { suggestions } = await suggestForEntry(test.app, test.ada, { id: delivery as never });
    expect(suggestions[0]).toMatchObject({ count: 2 });
    expect(new Set(suggestions[0]?.questionIds)).toEqual(new Set(ids.slice(0, 2)));
    expect(await refusal(findCollisions(test.app, test.ada, { id: randomUUID() as never, questions: null }))).toBe(
      "not_found",
    );
    expect(await refusal(suggestForEntry(test.app, test.ada, { id: randomUUID() as never }))).toBe("not_found");
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
    await forget();
  });
});

describe("the test console", () => {
  const tried = (text: string, more: object = {}) =>
    tryQuestion(test.app, test.ada, {
      text,
      teamId: null,
      on: "published",
      asIf: "now",
      askerKind: "customer",
      ...more,
    });

  it("shows candidates, what decided, and what the customer would get in a busy and in an idle shop", async () => {
    const now = await tried("when will the parcel arrive");
    expect(now).toMatchObject({ say: "answer", title: "Delivery times", published: null, isDraftModelOld: false });
    expect(now.candidates[0]?.features.length).toBeGreaterThan(0);
    expect(now.candidates[0]?.evidence.length).toBeGreaterThan(0);
    const [idle, busy, nobody] = await Promise.all(
      ["idle", "busy", "nobody"].map((asIf) => tried("delivery", { asIf })),
    );
    expect(idle?.single).toBeGreaterThan(busy?.single ?? 1);
    expect([idle?.reason, busy?.reason, nobody?.reason]).toEqual(["idle", "busy", "nobody"]);
    expect(await refusal(tried("x", { teamId: randomUUID() }))).toBe("not_found");
  });

  it("leaves out what is for another kind of asker, and tests from the base of the category", async () => {
    const id = await test.draft({ title: "Gates", questions: ["which gate do I use"], askerKind: "courier" });
    await test.publish();
    await test.app.library.settled();
    const titles = async (askerKind: string) =>
      (await tried("which gate do I use", { askerKind })).candidates.map(({ title }) => title);
    expect((await titles("courier"))[0]).toBe("Gates");
    expect(await titles("customer")).not.toContain("Gates");
    const { baseOf } = test.app;
    test.app.baseOf = (_teamId, category) =>
      category === "Returns" ? { single: 0.31, mean: 0.4 } : { single: 0.55, mean: 0.6 };
    const base = async (text: string) => (await tried(text, { asIf: "normal" })).single;
    expect((await base("delivery time")) - (await base("return policy"))).toBeCloseTo(0.24, 5);
    test.app.baseOf = baseOf;
    await removeEntries(test.app, test.ada, { ...once(), ids: [id as never] });
    await test.publish();
    await test.app.library.settled();
  });

  it("tries the drafts at once, beside what is published", async () => {
    const id = await test.draft({
      title: "Repairs",
      questions: ["do you mend lamps", "lamp repair", "fix my broken lamp"],
    });
    const draft = await tried("do you mend lamps", { on: "draft" });
    expect(draft).toMatchObject({ say: "answer", title: "Repairs", isDraftModelOld: true });
    expect(draft.candidates[0]?.answerId).toBe(id);
    expect(draft.published?.answerId).not.toBe(id);
    expect(test.app.library.answer(id)).toBeUndefined();
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
  });
});

describe("a trial", () => {
  async function trial(days = 30) {
    const { jobId } = await startTrial(test.app, test.ada, { ...once(), days, ids: null });
    await test.app.jobs.ended(jobId);
    const job = await getJob(test.app, test.ada, { id: jobId });
    if (job.trial === null) throw new Error(`no result: ${job.state}`);
    return job.trial;
  }

  it("says what the drafts would answer better, worse, newly, and where they clash", async () => {
    await ask("mend my lamp", { say: "honest" });
    await ask("Mend my lamp");
    await ask("return policy", { say: "answer", answerId: returns, isHelpful: true });
    await ask("delivery time", { say: "answer", answerId: delivery, isHelpful: true });
    await ask("is my sofa lamp broken", { rightAnswerId: delivery });
    const repairs = await test.draft({
      title: "Repairs",
      questions: ["mend my lamp", "lamp repair", "fix my broken lamp", "delivery time"],
    });
    await removeEntries(test.app, test.ada, { ...once(), ids: [returns as never] });
    const result = await trial();
    expect(result).toMatchObject({ asked: 5, found: 5, days: 30 });
    const row = (text: string) => result.rows.find((each) => each.text.toLowerCase() === text);
    expect(row("mend my lamp")).toMatchObject({
      count: 2,
      change: "newly",
      verdict: "better",
      why: "similar_question",
      draft: { say: "answer", answerId: repairs },
    });
    expect(row("return policy")).toMatchObject({ change: "lost", verdict: "worse", why: "helpful" });
    expect(result.rows[0]?.verdict).toBe("worse");
    expect(result.collisions).toContainEqual(
      expect.objectContaining({ question: "delivery time", answerId: repairs, otherId: delivery, isDuplicate: true }),
    );
    expect(result.counts.newly).toBeGreaterThanOrEqual(2);
    expect(Object.values(result.counts).reduce((sum, count) => sum + count)).toBe(5);
    // Nothing of it reached customers.
    expect(test.app.library.match("mend my lamp", 1).candidates[0]?.answerId).not.toBe(repairs);
    expect(test.published.some((each) => each.kind === "event" && each.name === "library:job")).toBe(true);
  });

  it("can be cancelled, and runs alone on its node", async () => {
    const { jobId } = await startTrial(test.app, test.ada, { ...once(), days: 30, ids: null });
    expect(await refusal(startTrial(test.app, test.ada, { ...once(), days: 30, ids: null }))).toBe("slow_down");
    expect(await cancelJob(test.app, test.ada, { ...once(), id: jobId })).toMatchObject({ state: "cancelled" });
    expect((await getJob(test.app, test.ada, { id: jobId })).trial).toBeNull();
    await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
    await forget();
  });
});

describe("what was learned", () => {
  it("moves matches at once, is listed, and is revoked as fast", async () => {
    const { main } = test.app.database;
    const degree = (text: string) =>
      test.app.library.match(text, 8).candidates.find(({ answerId }) => answerId === returns)?.degree ?? 0;
    const text = "parcel back to the sender";
    const before = degree(text);
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids)
      await main.query(
        "INSERT INTO learned_pairs (id, site_id, text, answer_id, is_right, source, by_name) VALUES ($1, $2, $3, $4, true, 'agent', 'Lin')",
        [id, test.app.siteId, text, returns],
      );
    expect(await test.app.library.learnedChanged()).toBe(true);
    expect(await test.app.library.learnedChanged()).toBe(false);
    expect(degree(text)).toBeGreaterThan(before);
    const input = { answerId: null, isRevoked: false, after: null, limit: 1 };
    const list = await listLearned(test.app, test.ada, input);
    expect(list).toMatchObject({
      total: 2,
      pairs: [{ text, title: "Returns", source: "agent", isRight: true, byName: "Lin" }],
    });
    expect((await listLearned(test.app, test.ada, { ...input, after: list.next })).pairs[0]?.id).not.toBe(
      list.pairs[0]?.id,
    );
    const revoke = (isRevoked: boolean) => revokeLearned(test.app, test.ada, { ...once(), ids, isRevoked });
    expect(await revoke(true)).toEqual({ changed: 2 });
    expect(degree(text)).toBeCloseTo(before, 6);
    expect((await listLearned(test.app, test.ada, { ...input, isRevoked: true })).total).toBe(2);
    expect(await revoke(false)).toEqual({ changed: 2 });
    expect(degree(text)).toBeGreaterThan(before);
    expect(await refusal(listLearned(test.app, test.ada, { ...input, after: "x" }))).toBe("invalid");
  });
});
