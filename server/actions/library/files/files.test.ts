import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ImportPreview } from "../../../contract/library-job-views.ts";
import { refusal } from "../../person/test-app.ts";
import { discardDraft, saveDraft } from "../edit-drafts.ts";
import { cancelJob, getJob, listJobs } from "../jobs.ts";
import { listLibrary } from "../read-library.ts";
import { contentOf, createLibraryTest, listInput, once, type LibraryTest } from "../test-library.ts";
import { applyImport } from "./apply-import.ts";
import { exportAnswer, templateAnswer } from "./file-answer.ts";
import { importFile, IMPORT_MAX_BYTES } from "./import-file.ts";

let test: LibraryTest;
beforeAll(async () => {
  test = await createLibraryTest();
});
afterAll(() => test.close());
afterEach(async () => {
  await discardDraft(test.app, test.ada, { ...once(), ids: "all" });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(content: string | Uint8Array): Promise<{ id: string; preview: ImportPreview }> {
  const { jobId } = await importFile(
    test.app,
    test.ada,
    typeof content === "string" ? bytes(content) : content,
    "answers.csv",
  );
  await test.app.jobs.ended(jobId);
  const job = await getJob(test.app, test.ada, { id: jobId });
  if (job.preview === null) throw new Error(`no preview: ${job.state}`);
  expect(job).toMatchObject({ state: "done", share: 1, fileName: "answers.csv" });
  return { id: jobId, preview: job.preview };
}
const apply = (id: string, isPublished = false) =>
  applyImport(test.app, test.ada, { ...once(), id, isPublished, note: "Import" });
const total = async (state: string | null = null) =>
  (await listLibrary(test.app, test.ada, listInput({ state }))).total;
const codes = ({ errors }: ImportPreview) => errors.map(({ row, line, column, code }) => [row, line, column, code]);
const exported = async (format: string, state = "published") =>
  (await exportAnswer(test.app, `https://desk.example/api/library/export?format=${format}&state=${state}`)).text();

const header = "title,answer,language,questions\r\n";
const rowsOf = (count: number, broken: ReadonlySet<number> = new Set()) =>
  Array.from({ length: count }, (_, at) =>
    broken.has(at) ? `,"",en,"q ${at} a"` : `Title ${at},"Text, ${at}",en,"question ${at} a\nquestion ${at} b"`,
  ).join("\r\n");

describe("an import", () => {
  it("is read first: what it would do, and nothing is done", async () => {
    const before = await total();
    const { preview, id } = await read(
      `\ufeffTitle;Answer;Language;Similar questions;Category\r\nGifts;"Yes.\r\nOf course.";en;"Do you wrap?\nGift paper?";Orders\r\n`,
    );
    expect(preview).toMatchObject({
      format: "csv",
      delimiter: ";",
      encoding: "utf-8",
      rows: 1,
      adds: 1,
      changes: 0,
      errorCount: 0,
    });
    expect(preview.sample).toEqual([
      { row: 1, what: "new", title: "Gifts", category: "Orders", language: "en", questionCount: 2 },
    ]);
    expect(await total()).toBe(before);
    expect(await apply(id)).toMatchObject({ result: "written", adds: 1, draftCount: 1 });
    const { rows } = await listLibrary(test.app, test.ada, listInput({ state: "new" }));
    expect(rows).toMatchObject([{ title: "Gifts", questionCount: 2, updatedByName: "Ada" }]);
    expect(await refusal(apply(id))).toBe("not_found");
    expect((await getJob(test.app, test.ada, { id })).state).toBe("applied");
  });

  it("is understood as Excel writes it: UTF-16 with tabs, Chinese code pages, Chinese headers", async () => {
    const table = "标题\t答案\t语言\t问题\r\n退货\t三十天内。\tzh\t怎么退货\r\n";
    const le = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, "utf16le")]);
    expect((await read(le)).preview).toMatchObject({ encoding: "utf-16le", delimiter: "\t", adds: 1 });
    expect((await read(Buffer.from(le).swap16())).preview).toMatchObject({ encoding: "utf-16be", adds: 1 });
    // "标题,答案,语言,问题" and a row, in GB 18030.
    const gb = Buffer.from(
      "b1eacce22cb4f0b0b82cd3efd1d42cceca cce20acdcbbbf52cc8fdcaaeccec2c7a682cd4f5c3b4cdcbbbf50a".replaceAll(" ", ""),
      "hex",
    );
    expect((await read(gb)).preview).toMatchObject({ encoding: "gb18030", adds: 1 });
    const latin = Buffer.from("title,answer,language,questions\nCaf\xe9,\xdcber uns,de,gr\xfc\xdfe dich\n", "latin1");
    expect((await read(latin)).preview).toMatchObject({ encoding: "windows-1252", adds: 1 });
  });

  it("tells what is wrong by row, line and column, and can then not be written", async () => {
    const taken = await test.draft({ title: "Owner", questions: ["who owns this?"] });
    await test.publish();
    const file = [
      "id,title,answer,language,questions,team,enabled,quick_replies,follow_ups",
      `,"A\nlong one",Text,en,what is a?,,,,`,
      `not-an-id,B,Text,en,what is b?,,,,`,
      `${randomUUID()},C,Text,en,what is c?,,,,`,
      `,,,english,,Nobody,maybe,,`,
      `,E,Text,en,who owns THIS?,,,,`,
      `,F,Text,en,what is a?,,,,${randomUUID()}`,
      `,G,Text,en,what is g?`,
      `${taken},Owner,Text,en,who owns this?,,yes,${"x".repeat(50)},`,
    ].join("\n");
    const { preview, id } = await read(file);
    expect(codes(preview)).toEqual([
      [2, 4, "id", "bad_id"],
      [3, 5, "id", "unknown_id"],
      [4, 6, "title", "empty"],
      [4, 6, "answer", "empty"],
      [4, 6, "language", "bad_language"],
      [4, 6, "team", "unknown_team"],
      [4, 6, "enabled", "unknown_value"],
      [4, 6, "questions", "empty"],
      [5, 7, "questions", "repeated_question"],
      [6, 8, "follow_ups", "unknown_id"],
      [6, 8, "questions", "repeated_question"],
      [7, 9, null, "bad_cells"],
      [8, 10, "quick_replies", "too_long"],
    ]);
    expect(preview.errors.find(({ row }) => row === 5)?.hint).toBe("Owner");
    expect(preview.errors.filter(({ row }) => row === 6)[1]?.hint).toBe("1");
    expect(await apply(id)).toMatchObject({ result: "has_errors", adds: 0 });
    expect(await total("draft")).toBe(0);
  });

  it("without its columns, of broken quotes or broken JSON says so once", async () => {
    expect(codes((await read("titel,answer,questions\nA,B,C\n")).preview)).toEqual([
      [null, null, "titel", "unknown_column"],
      [null, null, "title", "missing_column"],
      [null, null, "language", "missing_column"],
    ]);
    expect(codes((await read(`${header}A,"never ends,en,x\n`)).preview).at(-1)?.[3]).toBe("bad_quotes");
    expect(codes((await read('[{"title": ')).preview)).toEqual([[null, null, null, "bad_json"]]);
    expect(codes((await read('[{"title":"A","answer":"B","language":"en","questions":[1]}, 7]')).preview)).toEqual([
      [1, null, "questions", "bad_json"],
      [1, null, "questions", "empty"],
      [2, null, "", "bad_json"],
      [2, null, "questions", "empty"],
    ]);
  });

  it("is refused by content and size, whatever its name", async () => {
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
    expect(await refusal(importFile(test.app, test.ada, png, "a.csv"))).toBe("wrong_type");
    expect(await refusal(importFile(test.app, test.ada, bytes("title\u0000"), "a.csv"))).toBe("wrong_type");
    const zip = Buffer.from("504b0304140006000800000021", "hex");
    expect(await refusal(importFile(test.app, test.ada, zip, "a.xlsx"))).toBe("wrong_type");
    expect(await refusal(importFile(test.app, test.ada, new Uint8Array(IMPORT_MAX_BYTES + 1), "a"))).toBe("too_large");
  });

  it("of 5,000 rows with 20 bad ones writes nothing; repaired, all of it, published at once", {
    timeout: 60_000,
  }, async () => {
    const broken = new Set(Array.from({ length: 20 }, (_, at) => at * 200 + 7));
    const before = await total();
    const first = await read(header + rowsOf(5_000, broken));
    expect(first.preview).toMatchObject({ rows: 5_000, adds: 4_980, errorCount: 40 });
    expect(new Set(first.preview.errors.map(({ row }) => row))).toEqual(new Set([...broken].map((at) => at + 1)));
    expect(await apply(first.id, true)).toMatchObject({ result: "has_errors" });
    expect(await total()).toBe(before);
    const second = await read(header + rowsOf(5_000));
    expect(second.preview.errorCount).toBe(0);
    // No training of 10,000 questions in this test.
    const loads: number[] = [];
    const app = { ...test.app, library: { ...test.app.library, entriesChanged: async () => void loads.push(1) } };
    const done = await applyImport(app as typeof test.app, test.ada, {
      ...once(),
      id: second.id,
      isPublished: true,
      note: "Import",
    });
    expect(done).toMatchObject({ result: "written", adds: 5_000, draftCount: 0 });
    expect(await total()).toBe(before + 5_000);
    expect(loads).toHaveLength(1);
    await test.app.database.main.query("DELETE FROM answers WHERE title LIKE 'Title %'");
  });

  it("that was overtaken by an edit is not written", async () => {
    const id = await test.draft({ title: "Edited", questions: ["edited meanwhile?"] });
    const { id: job } = await read(
      `id,title,answer,language,questions\n${id},Edited by file,Text,en,edited meanwhile?\n`,
    );
    await test.draft({ title: "Edited by hand", questions: ["edited meanwhile?"] }, id, 1);
    expect(await apply(job)).toMatchObject({ result: "stale", changes: 0 });
    // It may be read again; the job is still there.
    expect((await getJob(test.app, test.ada, { id: job })).state).toBe("done");
    expect(await cancelJob(test.app, test.ada, { ...once(), id: job })).toMatchObject({ state: "cancelled" });
    expect(await refusal(apply(job))).toBe("not_found");
    expect(await refusal(cancelJob(test.app, test.ada, { ...once(), id: randomUUID() }))).toBe("not_found");
    expect((await listJobs(test.app, test.ada)).jobs[0]).toMatchObject({ id: job, kind: "import", state: "cancelled" });
  });

  it("whose node died is said to be lost", async () => {
    const { id } = await read(`${header}L,Text,en,will it be lost?\n`);
    await test.app.database.main.query(
      "UPDATE library_jobs SET state = 'writing', beat_at = now() - interval '1 minute' WHERE id = $1",
      [id],
    );
    expect((await getJob(test.app, test.ada, { id })).state).toBe("lost");
    expect(await refusal(apply(id))).toBe("not_found");
    expect(await total("draft")).toBe(0);
  });
});

describe("an export", () => {
  it("imports back unchanged, from CSV and from JSON, whatever is in it", async () => {
    const target = await test.draft({ title: "Follow me", questions: ["where to follow?"] });
    await saveDraft(test.app, test.ada, {
      ...once(),
      id: null,
      expectedRevision: 0,
      content: contentOf({
        title: '=HYPERLINK("x"), "quoted"; and\ttab',
        body: "-1 is a number\n\n'=not a formula, twice''\n+49 30 … @you\r\nＷｉｄｅ",
        category: "@home",
        language: "pt-BR",
        askerKind: "courier",
        questions: ["+1 or -1?", "'=quoted", 'comma, semicolon; "quotes"', '表格，里面有"引号"'],
        quickReplies: [
          { label: "Yes", text: "Yes" },
          { label: "-No", text: "No | thank you" },
        ],
        followUpIds: [target as never],
        isEnabled: false,
      }),
    });
    await test.publish();
    const count = await total();
    for (const format of ["csv", "json"]) {
      const { preview } = await read(await exported(format));
      expect(codes(preview)).toEqual([]);
      expect(preview).toMatchObject({ format, rows: count, adds: 0, changes: 0, unchanged: count });
    }
    const csv = await exported("csv");
    const answer = await exportAnswer(test.app, "https://desk.example/?format=csv");
    // Excel reads UTF-8 by its mark.
    expect([...new Uint8Array(await answer.arrayBuffer()).subarray(0, 5)]).toEqual([0xef, 0xbb, 0xbf, 0x69, 0x64]);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="answers-[-\d]+\.csv"$/);
    // No cell that a spreadsheet would run.
    expect(csv).toContain(`"'=HYPERLINK(""x"")`);
    expect(csv).not.toMatch(/(^|,|\n)"?[=+@-][^,]*HYPERLINK/);
  });

  it("shows the library as it would be after publishing, when asked", async () => {
    await test.draft({ title: "Only drafted", questions: ["only drafted?"] });
    expect(await exported("json")).not.toContain("Only drafted");
    expect(await exported("json", "draft")).toContain("Only drafted");
    expect(await refusal(exported("xlsx"))).toBe("invalid");
    expect(await refusal(exported("csv", "old"))).toBe("invalid");
  });

  it("has a template that can be imported as it is", async () => {
    for (const format of ["csv", "json"]) {
      const { preview } = await read(await templateAnswer(`https://x.example/?format=${format}`).text());
      expect(preview).toMatchObject({ rows: 2, adds: 2, errorCount: 0 });
    }
  });
});
