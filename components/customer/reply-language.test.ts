import { describe, expect, it } from "vitest";
import { replyLanguage } from "./reply-language.ts";
import { logWriter } from "./testing/items.ts";

const saying = (...texts: string[]) => {
  const log = logWriter(0);
  for (const text of texts) log.mine(text);
  return log.items;
};

describe("replyLanguage", () => {
  it.each([
    ["en", "寄到成都要几天？", "zh"],
    ["en", "我的 lamp 坏了，怎么办", "zh"],
    ["zh", "Where is my order?", "en"],
    ["en", "Wo ist meine Lampe?", "en"],
    ["zh", "FO-20418", "zh"],
    ["zh", "OK", "zh"],
    ["en", "これは何ですか", "en"],
    ["en", "🙂", "en"],
  ] as const)("on a page in %s, “%s” is answered in %s", (page, text, language) => {
    expect(replyLanguage(saying(text), [], page)).toBe(language);
  });

  it("goes by the newest words that tell, also those on their way, never by the other side's", () => {
    const items = saying("Where is my order?", "FO-20418");
    expect(replyLanguage(items, [], "zh")).toBe("en");
    expect(replyLanguage(items, [{ text: "在哪里？" }], "en")).toBe("zh");
    const log = logWriter(0);
    log.library("您好");
    expect(replyLanguage(log.items, [], "en")).toBe("en");
  });
});
