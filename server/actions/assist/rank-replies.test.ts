import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankReplies } from "./rank-replies.ts";

const replies = [
  { id: "hello", text: "Say hello. Hello, give me a moment to read what you wrote." },
  { id: "order", text: "Ask for the order number. Could you tell me your order number?" },
  { id: "address", text: "Ask for the new address. Please send me street, house number and postcode." },
  { id: "dingdan", text: "询问订单号 麻烦您提供一下订单号，在短信里可以找到。" },
  { id: "dizhi", text: "询问新地址 请把收件人姓名、电话和门牌号发给我。" },
];
const first = (...texts: string[]) =>
  rankReplies(
    replies,
    texts.map((text) => ({ text, weight: 1 })),
  )[0];

describe("rankReplies", () => {
  it("finds the reply that shares the rarest words, in scripts with and without spaces", () => {
    expect(first("where is my order?")?.id).toBe("order");
    expect(first("my postcode was wrong")?.id).toBe("address");
    expect(first("我的订单到哪里了")?.id).toBe("dingdan");
    expect(first("地址写错了")?.id).toBe("dizhi");
  });

  it("is led by what an answer of the library says, where the customer's own words say nothing", () => {
    expect(first("I moved")?.likeness).toBe(0);
    expect(first("I moved", "Change the address: send street, postcode and the name on the bell")?.id).toBe("address");
  });

  it("likens nothing to nothing", () => {
    expect(first("")?.likeness).toBe(0);
    expect(first("zebra quantum marmalade")?.likeness).toBe(0);
    expect(rankReplies([], [{ text: "order", weight: 1 }])).toEqual([]);
  });

  it("keeps to [0,1], sorted, and gives the same for the same, whatever is sought", () => {
    const sought = fc.array(
      fc.record({ text: fc.string({ unit: "grapheme" }), weight: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    fc.assert(
      fc.property(sought, (texts) => {
        const ranked = rankReplies(replies, texts);
        expect(ranked).toHaveLength(replies.length);
        expect(ranked.every(({ likeness }) => likeness >= 0 && likeness <= 1)).toBe(true);
        expect(ranked.map(({ likeness }) => likeness)).toEqual(
          ranked.map(({ likeness }) => likeness).toSorted((a, b) => b - a),
        );
        expect(rankReplies(replies, texts)).toEqual(ranked);
      }),
    );
  });
});
