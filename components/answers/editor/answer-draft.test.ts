import { describe, expect, it } from "vitest";
import { agentCommands } from "#server/contract/index.ts";
import { draftOf, faultsOf, inputOf, isSameDraft, newDraft } from "./answer-draft.ts";
import { addLines, removeQuestion } from "./question-list.ts";

const id = "00000000-0000-7000-8000-000000000001" as never;
const answer = {
  id,
  kind: "answer",
  title: "Delivery times",
  body: "3–5 days",
  category: null,
  language: "en",
  teamId: null,
  questions: ["how long"],
  isEnabled: true,
  updatedAt: 1,
  updatedByName: null,
  asked: 0,
  helpful: 0,
  notHelpful: 0,
} as const;

describe("the answer's draft", () => {
  const draft = draftOf({ ...answer, questions: [...answer.questions] });

  it("is the same until its words change, and again when they are put back", () => {
    expect(isSameDraft(draft, draftOf({ ...answer, questions: ["how long"] }))).toBe(true);
    const more = { ...draft, questions: addLines(draft.questions, "when", () => "n").list };
    expect(isSameDraft(draft, more)).toBe(false);
    expect(isSameDraft(draft, { ...more, questions: removeQuestion(more.questions, "n").list })).toBe(true);
    expect(isSameDraft(draft, { ...draft, isEnabled: false })).toBe(false);
  });

  it("becomes what the contract takes", () => {
    const input = {
      clientId: crypto.randomUUID(),
      ...inputOf(
        {
          ...draft,
          category: "  ",
          title: " Delivery ",
          questions: addLines(draft.questions, " when ", () => "n").list,
        },
        null,
      ),
    };
    expect(agentCommands["answer:save"].input.parse(input)).toMatchObject({
      id: null,
      title: "Delivery",
      category: null,
      teamId: null,
      questions: ["how long", "when"],
    });
  });

  it("counts what was typed and not entered yet", () => {
    const typing = { ...newDraft("en"), title: "Gifts", body: "Yes.", adding: " do you wrap gifts? " };
    expect(faultsOf(typing)).toEqual({});
    expect(inputOf(typing, null).questions).toEqual(["do you wrap gifts?"]);
    expect(inputOf({ ...draft, adding: "HOW long" }, null).questions).toEqual(["how long"]);
    expect(isSameDraft(draft, { ...draft, adding: "x" })).toBe(false);
  });

  it("says what is missing before the server has to", () => {
    expect(faultsOf(draft)).toEqual({});
    expect(faultsOf(newDraft("en"))).toEqual({
      title: "titleMissing",
      body: "bodyMissing",
      questions: "questionsMissing",
    });
    expect(
      faultsOf({
        ...draft,
        title: "x".repeat(121),
        category: "x".repeat(61),
        questions: [{ key: "a", text: "x".repeat(501), isNew: true }],
      }),
    ).toEqual({ title: "titleLong", category: "categoryLong", questions: "questionLong" });
  });
});
