import { describe, expect, it } from "vitest";
import { answerContentSchema } from "#server/contract/library-views.ts";
import { contentOf, draftOf, faultsOf, isSameDraft, keepDraft, newDraft, readKept } from "./entry-draft.ts";
import { addLines, removeQuestion } from "./question-list.ts";

const content = {
  kind: "answer",
  title: "Delivery times",
  body: "3–5 days",
  category: null,
  language: "en",
  teamId: null,
  askerKind: null,
  questions: ["how long"],
  pictureIds: [],
  quickReplies: [{ label: "Track it", text: "where is my order" }],
  followUpIds: [],
  isEnabled: true,
} as const;
const open = () =>
  draftOf({
    ...content,
    questions: [...content.questions],
    pictureIds: [],
    followUpIds: [],
    quickReplies: [...content.quickReplies],
  });

describe("the entry's draft", () => {
  const draft = open();

  it("is the same until its words change, and again when they are put back", () => {
    expect(isSameDraft(draft, open())).toBe(true);
    const more = { ...draft, questions: addLines(draft.questions, "when", () => "n").list };
    expect(isSameDraft(draft, more)).toBe(false);
    expect(isSameDraft(draft, { ...more, questions: removeQuestion(more.questions, "n").list })).toBe(true);
    expect(isSameDraft(draft, { ...draft, isEnabled: false })).toBe(false);
    expect(isSameDraft(draft, { ...draft, title: "Delivery times  " })).toBe(true);
  });

  it("becomes what the contract takes", () => {
    const written = contentOf({
      ...draft,
      category: "  ",
      title: " Delivery ",
      questions: addLines(draft.questions, " when ", () => "n").list,
      quickReplies: [
        { key: "a", label: " Yes ", text: "" },
        { key: "b", label: " ", text: "left out" },
      ],
    });
    expect(answerContentSchema.parse(written)).toMatchObject({
      title: "Delivery",
      category: null,
      teamId: null,
      questions: ["how long", "when"],
      quickReplies: [{ label: "Yes", text: "Yes" }],
    });
  });

  it("counts what was typed and not entered yet", () => {
    const typing = { ...newDraft("en"), title: "Gifts", body: "Yes.", adding: " do you wrap gifts? " };
    expect(faultsOf(typing)).toEqual({});
    expect(contentOf(typing).questions).toEqual(["do you wrap gifts?"]);
    expect(contentOf({ ...draft, adding: "HOW long" }).questions).toEqual(["how long"]);
    expect(isSameDraft(draft, { ...draft, adding: "x" })).toBe(false);
  });

  it("says what publishing will miss", () => {
    expect(faultsOf(draft)).toEqual({});
    expect(faultsOf(newDraft("en"))).toEqual({
      title: "titleMissing",
      body: "bodyMissing",
      questions: "questionsMissing",
    });
  });

  it("is kept and read again, and nothing else is taken for one", () => {
    expect(readKept(keepDraft({ draft, revision: 3 }))).toEqual({ draft, revision: 3 });
    expect(readKept("")).toBeNull();
    expect(readKept("{")).toBeNull();
    expect(readKept(JSON.stringify({ revision: 1, draft: { title: "of an older page" } }))).toBeNull();
  });
});
