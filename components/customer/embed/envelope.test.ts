import { describe, expect, it } from "vitest";
import { pageOrigin, parseFromPage } from "./envelope.ts";

const shop = "https://shop.example";
const hello = { source: "answerline", type: "hello", token: "a".repeat(43), isOpen: true, isFull: false };

describe("parseFromPage", () => {
  it("hears the page it expects", () => {
    expect(parseFromPage(hello, shop, shop)).toEqual({
      type: "hello",
      token: "a".repeat(43),
      isOpen: true,
      isFull: false,
    });
    expect(parseFromPage({ ...hello, type: "shown" }, shop, shop)).toEqual({
      type: "shown",
      isOpen: true,
      isFull: false,
    });
  });

  it.each(["https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null", ""])(
    "ignores %j",
    (origin) => {
      expect(parseFromPage(hello, origin, shop)).toBeNull();
    },
  );

  it.each([
    null,
    "hello",
    [],
    { type: "hello", isOpen: true, isFull: true },
    { ...hello, source: "other" },
    { ...hello, type: "session" },
    { ...hello, isOpen: "yes" },
    { ...hello, isFull: undefined },
    Object.create(null),
  ])("ignores the shape %j", (data) => {
    expect(parseFromPage(data, shop, shop)).toBeNull();
  });

  it.each(["short", "a".repeat(600), "has a space in it, it has", 42, { toString: () => "a".repeat(43) }])(
    "takes no token of the shape %j",
    (token) => {
      expect(parseFromPage({ ...hello, token }, shop, shop)).toMatchObject({ type: "hello", token: null });
    },
  );
});

describe("pageOrigin", () => {
  it("is the claimed one only if the site allows it, or our own", () => {
    const own = "https://desk.example";
    expect(pageOrigin(shop, [shop], own)).toBe(shop);
    expect(pageOrigin(own, [], own)).toBe(own);
    expect(pageOrigin("https://evil.example", [shop], own)).toBeNull();
    expect(pageOrigin(null, [shop], own)).toBeNull();
  });
});
