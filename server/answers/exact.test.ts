import fc from "fast-check";
import { expect, it } from "vitest";
import { withExact } from "./exact.ts";
import { buildExactTable, entriesAsking, fingerprintOf } from "./exact-table.ts";
import { restoreModel, serialiseModel } from "./model-bytes.ts";
import { SAMPLE_LIBRARY } from "./sample-library.ts";
import { exactKey } from "./text.ts";
import { train } from "./train.ts";

it("a table knows who asks what, several if need be, and nothing else", () => {
  const question = fc.string({ unit: "grapheme", maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.array(question, { maxLength: 4 }), { maxLength: 12 }), question, (asked, other) => {
      const entries = asked.map((questions, at) => ({ id: `${at}`, kind: "answer" as const, language: "", questions }));
      const table = buildExactTable(entries);
      for (const text of [...asked.flat(), other]) {
        const key = exactKey(text);
        if (key === null) continue;
        const owners = entries.flatMap(({ questions }, at) =>
          questions.some((own) => exactKey(own) === key) ? [at] : [],
        );
        expect(entriesAsking(table, key).sort((a, b) => a - b)).toEqual(owners);
      }
    }),
  );
});

it.each([
  [
    ["a", "b"],
    ["b", "a"],
  ],
  [["ab"], ["a", "b"]],
  [["a"], ["a", ""]],
  [["Where?"], ["where?"]],
])("%j and %j have other fingerprints", (a, b) => {
  expect(fingerprintOf(a)).not.toEqual(fingerprintOf(b));
  expect(fingerprintOf(a)).toEqual(fingerprintOf([...a]));
});

it("laying the same entries over a restored model reads none of them again", () => {
  const restored = restoreModel(serialiseModel(train(SAMPLE_LIBRARY, { seed: 1 })));
  const same = withExact(restored, structuredClone([...SAMPLE_LIBRARY]));
  expect(same.library.newQuestions).toEqual([]);
  expect(same.library.stale.size).toBe(0);
  const edited = SAMPLE_LIBRARY.map((entry) =>
    entry.id === "refund" ? { ...entry, questions: [...entry.questions, "Money back when?"] } : entry,
  );
  expect(withExact(restored, edited).library.newQuestions.map(({ text }) => text)).toContain("Money back when?");
  expect(withExact(restored, edited).library.newQuestions).toHaveLength(5);
});

it("a restored model shares the memory of its bytes", () => {
  const bytes = serialiseModel(train(SAMPLE_LIBRARY, { seed: 1 }));
  const restored = restoreModel(bytes);
  expect(restored.scorer!.members[0]!.weights.table.buffer).toBe(bytes.buffer);
});
