import { describe, expect, it } from "vitest";
import { match } from "./match.ts";
import { SAMPLE_LIBRARIES } from "./sample-libraries.ts";
import { train } from "./train.ts";

const entries = SAMPLE_LIBRARIES.find(({ name }) => name === "mixed")!.entries;
const german = [
  {
    id: "liefern",
    language: "de",
    kind: "answer" as const,
    questions: ["Wann kommt mein Paket?", "Wie lange dauert die Lieferung?"],
  },
  {
    id: "mensch",
    language: "de",
    kind: "person" as const,
    questions: ["Ich möchte mit einem Menschen sprechen", "Mitarbeiter bitte", "Verbinden Sie mich mit dem Operator"],
  },
  {
    id: "operator",
    language: "en",
    kind: "person" as const,
    questions: ["operator", "I want an operator", "real person please"],
  },
];
const model = train([...entries, ...german], { seed: 1 });
const first = (text: string) => match(model, text).candidates[0];
const SURE = 0.5;

describe("asking for a person, in words", () => {
  it.each([
    "let me talk to a human",
    "I want a real person",
    "give me a human please!!",
    "can you connect me to an agent",
    "opreator",
    "我要转人工客服",
    "請轉人工",
    "人工",
    "أريد التحدث مع موظف من فضلك",
    "bitte mit einem Menschen sprechen",
    "Mitarbeiter",
  ])("%j is", (text) => {
    expect(first(text)?.kind).toBe("person");
    expect(first(text)!.degree).toBeGreaterThan(SURE);
  });

  it.each([
    "my teapot hums an opera",
    "do you sell opera glasses",
    "the personal data of my account",
    "is the agency open on sunday",
    "how much is a humane mouse trap",
    "人造革的包有吗",
    "这是人工智能吗做的衣服",
    "متى تفتح المحلات",
    "Menschenrechte Buch kaufen",
    "I talk too much",
  ])("%j is not", (text) => {
    expect(match(model, text).candidates.some(({ kind, degree }) => kind === "person" && degree > 0.35)).toBe(false);
  });
});

describe("greetings and thanks", () => {
  it.each([
    "hello",
    "Hello!!",
    "hi there :)",
    "good morning",
    "你好",
    "你好你好",
    "在吗？",
    "مرحبا",
    "hello, good morning",
  ])("%j is a greeting", (text) => {
    expect(first(text)?.kind).toBe("greeting");
    expect(first(text)!.degree).toBeGreaterThan(SURE);
  });
  it.each(["thanks", "thank you!", "thanks a lot", "谢谢", "謝謝", "شكرا جزيلا"])("%j is thanks", (text) => {
    expect(first(text)?.kind).toBe("thanks");
    expect(first(text)!.degree).toBeGreaterThan(SURE);
  });

  it.each([
    ["hi, where is my refund?", "refund"],
    ["Hello! How long does delivery take?", "delivery-time"],
    ["good morning\nI forgot my password", "password"],
    ["hello I forgot my password", "password"],
    ["where is my refund? thanks", "refund"],
    ["hi there, can I pay with PayPal? thank you", "payment-methods"],
    ["你好，怎么退货？", "return-zh"],
    ["你好怎么退货", "return-zh"],
    ["在吗 发货要多长时间", "delivery-zh"],
    ["مرحبا، متى يصل طلبي؟", "delivery-ar"],
    ["السلام عليكم كيف أرجع المنتج", "return-ar"],
    ["شكرا، لكن متى أسترد نقودي؟", "refund-ar"],
  ])("%j is a question for %s", (text, id) => {
    expect(first(text)?.answerId).toBe(id);
    expect(first(text)!.degree).toBeGreaterThan(SURE);
  });

  it("a greeting before something that no entry answers is no greeting either", () => {
    for (const text of [
      "hello, do you sell lawn mowers",
      "你好，今天天气怎么样",
      "thanks, who won the match yesterday",
    ]) {
      const courtesies = match(model, text).candidates.filter(({ kind }) => kind === "greeting" || kind === "thanks");
      expect(courtesies.every(({ degree }) => degree < 0.35)).toBe(true);
    }
  });
});
