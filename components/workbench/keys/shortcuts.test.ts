import { describe, expect, it } from "vitest";
import { type KeyPress, shortcutOf, shortcuts } from "./shortcuts.ts";

const press = (change: Partial<KeyPress>): KeyPress => ({
  code: "",
  key: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...change,
});

describe("shortcutOf", () => {
  it("reads letters as typed", () => {
    expect(shortcutOf(press({ altKey: true, key: "a", code: "KeyA" }))).toBe("accept");
    // A French keyboard has A where ours has Q.
    expect(shortcutOf(press({ altKey: true, key: "a", code: "KeyQ" }))).toBe("accept");
  });

  it("reads the place on the keyboard where Alt changes the letter or the script has none", () => {
    expect(shortcutOf(press({ altKey: true, key: "å", code: "KeyA" }))).toBe("accept");
    expect(shortcutOf(press({ altKey: true, key: "ф", code: "KeyA" }))).toBe("accept");
    expect(shortcutOf(press({ altKey: true, key: "&", code: "Digit1" }))).toBe("insert1");
  });

  it("takes Ctrl or ⌘ for Mod, but not both, and not AltGr", () => {
    expect(shortcutOf(press({ ctrlKey: true, key: "k", code: "KeyK" }))).toBe("palette");
    expect(shortcutOf(press({ metaKey: true, key: "k", code: "KeyK" }))).toBe("palette");
    expect(shortcutOf(press({ metaKey: true, ctrlKey: true, key: "k", code: "KeyK" }))).toBeNull();
    expect(shortcutOf(press({ ctrlKey: true, altKey: true, key: "a", code: "KeyA" }))).toBeNull();
  });

  it("tells sending from inserting by Shift, whatever sign Shift makes of the digit", () => {
    expect(shortcutOf(press({ altKey: true, key: "2", code: "Digit2" }))).toBe("insert2");
    expect(shortcutOf(press({ altKey: true, shiftKey: true, key: "@", code: "Digit2" }))).toBe("send2");
    expect(shortcutOf(press({ altKey: true, shiftKey: true, key: "2", code: "Digit2" }))).toBe("send2");
  });

  it("leaves plain typing and Shift combinations alone", () => {
    expect(shortcutOf(press({ key: "a", code: "KeyA" }))).toBeNull();
    expect(shortcutOf(press({ altKey: true, shiftKey: true, key: "A", code: "KeyA" }))).toBeNull();
  });

  it("knows arrows, and gives no key twice", () => {
    expect(shortcutOf(press({ altKey: true, key: "ArrowDown", code: "ArrowDown" }))).toBe("nextChat");
    expect(new Set(shortcuts.map(({ keys }) => keys)).size).toBe(shortcuts.length);
  });
});
