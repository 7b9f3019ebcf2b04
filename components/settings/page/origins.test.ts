import { describe, expect, it } from "vitest";
import { addOrigins, readOrigin } from "./origins.ts";

describe("readOrigin", () => {
  it.each([
    ["https://shop.example", "https://shop.example"],
    ["https://Shop.Example/", "https://shop.example"],
    [" shop.example ", "https://shop.example"],
    ["shop.example:8443", "https://shop.example:8443"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["https://shop.example:443", "https://shop.example"],
    ["https://例子.example", "https://xn--fsqu00a.example"],
    ["http://[::1]:3000", "http://[::1]:3000"],
  ])("%s is %s", (text, origin) => {
    expect(readOrigin(text)).toEqual({ origin });
  });

  it.each([
    ["https://shop.example/contact", "path"],
    ["https://shop.example/?a=b", "path"],
    ["https://a:b@shop.example", "path"],
    ["ftp://shop.example", "scheme"],
    ["javascript://shop.example", "scheme"],
    ["https://*.shop.example", "notAddress"],
    ["*", "notAddress"],
    ["shop", "notAddress"],
    ["two words.example", "notAddress"],
    ["", "notAddress"],
  ])("%s is refused: %s", (text, fault) => {
    expect(readOrigin(text)).toEqual({ fault });
  });
});

it("adds several at once, each site once, and says which were wrong", () => {
  expect(addOrigins(["https://a.example"], "a.example, b.example\nhttps://b.example/\n c.example/x")).toEqual({
    list: ["https://a.example", "https://b.example"],
    faults: [{ text: "c.example/x", fault: "path" }],
  });
});
