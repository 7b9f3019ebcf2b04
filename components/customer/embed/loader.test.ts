import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fakePage } from "../testing/fake-page.ts";
import { smallScript } from "./small-script.ts";

const source = readFileSync(new URL("./loader.js", import.meta.url), "utf8");
const chat = "https://desk.example";
const token = "t".repeat(43);

describe("embed.js", () => {
  it("is at most 3 KB on the wire", () => {
    expect(gzipSync(smallScript(source), { level: 6 }).length).toBeLessThanOrEqual(3072);
  });

  it("draws a button and loads no frame until it is pressed", () => {
    const page = fakePage(smallScript(source));
    expect(page.frame()).toBeUndefined();
    expect(page.button().attributes["aria-label"]).toBe("Open the chat");
    page.button().fire("click");
    expect(page.frame()?.src).toBe(`${chat}/chat?embed=1&site=main&host=https%3A%2F%2Fshop.example`);
    expect(page.button().attributes["aria-expanded"]).toBe("true");
  });

  it("answers a frame that is ready with the kept token, to the chat's origin alone", () => {
    const page = fakePage(source, { stored: { "answerline:main": token } });
    page.button().fire("click");
    page.say({ source: "answerline", type: "ready", color: "#336699" });
    expect(page.posted()).toEqual([
      { words: { source: "answerline", type: "hello", isOpen: true, isFull: false, token }, origin: chat },
    ]);
    expect(page.button().style["--color"]).toBe("#336699");
  });

  it("somebody known gets the frame when the page is idle, closed, and sees what is unread", () => {
    const page = fakePage(source, { stored: { "answerline:main": "-" } });
    page.idle();
    page.say({ source: "answerline", type: "ready", color: "#336699" });
    expect(page.posted()[0]?.words).toMatchObject({ type: "hello", isOpen: false, token: null });
    page.say({ source: "answerline", type: "unread", count: 3 });
    expect(page.button().attributes["aria-label"]).toBe("Open the chat, 3 unread");
  });

  it.each([
    ["another origin", { source: "answerline", type: "session", token }, { origin: "https://evil.example" }],
    ["another window", { source: "answerline", type: "session", token }, { isOtherWindow: true }],
    ["another source", { source: "other", type: "session", token }, {}],
    ["no object", "session", {}],
    ["a token of another shape", { source: "answerline", type: "session", token: "<b>not a token</b>" }, {}],
    ["a token that is no text", { source: "answerline", type: "session", token: [token] }, {}],
  ])("keeps nothing from %s", (_, words, from) => {
    const page = fakePage(source);
    page.button().fire("click");
    page.say(words, from);
    expect(page.stored).toEqual({});
  });

  it("keeps a token it is handed, and only a mark where the cookie works", () => {
    const page = fakePage(source);
    page.button().fire("click");
    page.say({ source: "answerline", type: "session", token });
    expect(page.stored).toEqual({ "answerline:main": token });
    page.say({ source: "answerline", type: "session", token: null });
    expect(page.stored).toEqual({ "answerline:main": "-" });
  });

  it("closes when the frame says so and gives the focus back", () => {
    const page = fakePage(source);
    page.api().open();
    expect(page.focused()).toBe("iframe");
    page.say({ source: "answerline", type: "close" });
    expect(page.button().attributes["aria-expanded"]).toBe("false");
    expect(page.focused()).toBe("button");
  });

  it("a page whose storage is refused works all the same", () => {
    const page = fakePage(source, { isStorageRefused: true });
    page.button().fire("click");
    page.say({ source: "answerline", type: "session", token });
    expect(page.frame()).toBeDefined();
  });

  it("offers open and close, nothing else, and a second tag does nothing", () => {
    const page = fakePage(source);
    expect(Object.keys(page.api()).sort()).toEqual(["close", "open"]);
    expect(Object.isFrozen(page.api())).toBe(true);
    page.run(source);
    expect(page.hosts()).toBe(1);
  });
});
