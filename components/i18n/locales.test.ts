import { describe, expect, it } from "vitest";
import { resolveLocale } from "./locales.ts";

describe("resolveLocale", () => {
  it("the visitor's own choice wins", () => {
    expect(resolveLocale({ cookie: "zh", acceptLanguage: "en" })).toBe("zh");
  });

  it("a cookie that names no language of ours is ignored", () => {
    expect(resolveLocale({ cookie: "../etc", acceptLanguage: "zh-CN" })).toBe("zh");
  });

  it.each([
    ["zh-Hant-TW,en;q=0.5", "zh"],
    ["en;q=0.4, zh;q=0.8", "zh"],
    ["de-DE,de;q=0.9,en;q=0.2", "en"],
    ["zh;q=0, en", "en"],
  ])("the browser's list %s gives %s", (acceptLanguage, locale) => {
    expect(resolveLocale({ acceptLanguage })).toBe(locale);
  });

  it("a browser that asks for neither gets the site's language", () => {
    expect(resolveLocale({ acceptLanguage: "fi,*;q=0.1", siteDefault: "zh" })).toBe("zh");
    expect(resolveLocale({ acceptLanguage: null })).toBe("en");
  });
});
