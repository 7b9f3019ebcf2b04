import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import en from "#components/i18n/messages/en/customer.json";
import zh from "#components/i18n/messages/zh/customer.json";
import { waitWords } from "./wait-words.ts";

const MINUTE = 60_000;
const inEnglish = createTranslator({ locale: "en", messages: { customer: en }, namespace: "customer.queue" });
const inChinese = createTranslator({ locale: "zh", messages: { customer: zh }, namespace: "customer.queue" });
const say = (low: number, high: number, t: unknown = inEnglish) =>
  waitWords({ lowMs: low * MINUTE, highMs: high * MINUTE }, t as Parameters<typeof waitWords>[1]);

describe("waitWords (A4)", () => {
  it("says minutes, and hours where minutes would be pretence", () => {
    expect(say(0, 1)).toBe("Less than a minute to wait");
    expect(say(0, 4)).toBe("Less than 4 min to wait");
    expect(say(2, 5)).toBe("About 2–5 min to wait");
    expect(say(10, 20)).toBe("About 10–20 min to wait");
    expect(say(120, 240)).toBe("About 2–4 h to wait");
    expect(say(0, 240)).toBe("Less than 4 h to wait");
  });

  it("in Chinese too", () => {
    expect(say(0, 1, inChinese)).toBe("预计等待不到 1 分钟");
    expect(say(2, 5, inChinese)).toBe("预计还要等待 2–5 分钟");
    expect(say(120, 240, inChinese)).toBe("预计还要等待 2–4 小时");
  });
});
