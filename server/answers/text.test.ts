import { describe, expect, it } from "vitest";
import { foldChinese } from "./chinese-folding.ts";
import { exactKey, normalise, READ_LIMIT, runsOf, wordsOf } from "./text.ts";

const words = (text: string): string[] => wordsOf(runsOf(normalise(text)));

describe("words of a text", () => {
  it.each([
    ["Where is MY order?", ["where", "is", "my", "order"]],
    ["I can't sign-in", ["i", "cant", "sign", "in"]],
    ["ｏｒｄｅｒ　１２", ["order", "12"]],
    ["订单12到哪了", ["订", "单", "12", "到", "哪", "了"]],
    ["請問幾時發貨", ["请", "问", "几", "时", "发", "货"]],
    ["สวัสดี", ["ส", "ว", "ั", "ส", "ด", "ี"]],
    ["re\u200bfund\u202e now", ["refund", "now"]],
    ["🙏 … !!", []],
  ])("%j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe("exact key", () => {
  it("ignores spacing, case, punctuation and the kind of Chinese", () => {
    expect(exactKey("  How LONG does it take?? ")).toBe(exactKey("how long does it take"));
    expect(exactKey("快遞 幾天能到？")).toBe(exactKey("快递几天能到"));
  });
  it("keeps different words apart", () => {
    expect(exactKey("cancel my order")).not.toBe(exactKey("cancel my orders"));
    expect(exactKey("ab c")).not.toBe(exactKey("a bc"));
  });
  it("is the signs themselves where there are no words, and null where there is nothing to compare", () => {
    expect(exactKey(" 🙏 ")).toBe("🙏");
    expect(exactKey("   ")).toBeNull();
    expect(exactKey("\u200b")).toBeNull();
    expect(exactKey("a".repeat(READ_LIMIT + 1))).toBeNull();
  });
});

it("folds Traditional into Simplified, one character for one, and nothing else", () => {
  expect(foldChinese("訂單還沒有收到，請問什麼時候發貨？")).toBe("订单还没有收到，请问什么时候发货？");
  expect(foldChinese("退款、運費、優惠券與發票")).toBe("退款、运费、优惠券与发票");
  expect(foldChinese("简体字 and English")).toBe("简体字 and English");
});
