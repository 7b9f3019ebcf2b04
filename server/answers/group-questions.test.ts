import { describe, expect, it } from "vitest";
import { groupQuestions } from "./group-questions.ts";
import { createRandom, shuffle } from "./random.ts";

const TOPICS: Record<string, string[]> = {
  warranty: [
    "is there a warranty on the kettle",
    "how long is the warranty?",
    "warranty for my kettle",
    "do you give a warranty",
  ],
  jobs: ["are you hiring?", "are you hiring right now", "is your company hiring"],
  zh: ["你们有实体店吗", "请问有没有实体店", "实体店在哪里", "附近有实体店吗"],
  ar: ["هل لديكم متجر في القاهرة", "متجر القاهرة أين", "أين متجر القاهرة"],
  alone: ["mein Hund frisst die Schuhe"],
};
const asked = Object.entries(TOPICS).flatMap(([topic, texts]) =>
  texts.map((text, at) => ({ id: `${topic}-${at}`, text })),
);

describe("groups of questions", () => {
  const groups = groupQuestions(asked);

  it("put together what is asked alike, in any language", () => {
    for (const topic of Object.keys(TOPICS)) {
      const found = groups.find(({ ids }) => ids.some((id) => id.startsWith(topic)))!;
      expect(found.ids.every((id) => id.startsWith(topic))).toBe(true);
      expect(found.ids.length).toBeGreaterThanOrEqual(Math.min(3, TOPICS[topic]!.length));
    }
  });

  it("hold every question once, the largest first, each with one of its own as the label", () => {
    expect(groups.flatMap(({ ids }) => ids).sort()).toEqual(asked.map(({ id }) => id).sort());
    const sizes = groups.map(({ ids }) => ids.length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(groups.every(({ labelId, ids }) => ids[0] === labelId)).toBe(true);
  });

  it("do not depend on the order", () => {
    const order = asked.map((_, at) => at);
    shuffle(order, createRandom(4));
    expect(groupQuestions(order.map((at) => asked[at]!))).toEqual(groups);
  });

  it("take questions that are word for word the same together, even signs, and nothing else of these", () => {
    const same = [
      { id: "1", text: "???" },
      { id: "2", text: "👍" },
      { id: "3", text: "Hello?" },
      { id: "4", text: "hello" },
      { id: "5", text: "👍 " },
    ];
    expect(groupQuestions(same).map(({ ids }) => [...ids].sort())).toEqual(
      expect.arrayContaining([["1"], ["2", "5"], ["3", "4"]]),
    );
  });

  it("of nothing are nothing", () => expect(groupQuestions([])).toEqual([]));
});
