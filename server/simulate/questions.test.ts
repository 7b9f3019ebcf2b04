import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeTemporaryFolder } from "#server/testing/temporary-folder.ts";
import { demoQuestions, loadQuestions, setsIn } from "./questions.ts";

const folder = makeTemporaryFolder();
afterAll(() => folder.remove());

it("the demo shop's own library, part of it held back, is enough to try everything", () => {
  const { questions } = demoQuestions();
  expect(questions.length).toBeGreaterThan(200);
  const inside = questions.filter(({ isInScope }) => isInScope);
  expect(questions.length - inside.length).toBeGreaterThan(50);
  expect(inside.filter(({ isRight }) => isRight).length / inside.length).toBeGreaterThan(0.5);
  expect(questions.some(({ isInScope, isRight }) => !isInScope && isRight)).toBe(false);
  for (const { degree, candidates } of questions) expect(degree).toBe(candidates[0]?.degree ?? 0);
});

it("a folder's sets are those with both files; each question is matched by the library trained on the other", () => {
  const lines = (rows: object[]): string => rows.map((row) => JSON.stringify(row)).join("\n");
  for (const name of ["whole", "half"]) mkdirSync(join(folder.path, name));
  const library = lines([
    {
      faqId: "refund",
      similarQuestions: ["When do I get my money back?", "How long does a refund take?", "Where is my refund?"],
    },
    { faqId: "size", similarQuestions: ["Which size fits me?", "Is there a size chart?", "Do your shoes run small?"] },
  ]);
  for (const name of ["whole", "half"]) writeFileSync(join(folder.path, name, "library.jsonl"), library);
  writeFileSync(
    join(folder.path, "whole", "dev.jsonl"),
    lines([
      { text: "where is the refund", faqId: "refund" },
      { text: "do you sell bicycles", faqId: null },
    ]),
  );
  expect(setsIn(folder.path)).toEqual(["whole"]);
  const { name, questions } = loadQuestions(folder.path, "whole");
  expect(name).toBe("whole");
  expect(questions.map(({ isInScope, isRight }) => [isInScope, isRight])).toEqual([
    [true, true],
    [false, false],
  ]);
});
