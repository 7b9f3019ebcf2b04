import type { Item } from "#server/contract/index.ts";
import { describe, expect, it } from "vitest";
import { questionBefore, titleFrom } from "./question-before.ts";

const message = (id: string, kind: "customer" | "agent" | "library" | "system", text: string | null) =>
  ({ id, kind: "message", author: { kind, id: null, name: null }, data: { text } }) as unknown as Item;
const note = (id: string) =>
  ({ id, kind: "note", author: { kind: "agent" }, data: { text: "aside" } }) as unknown as Item;

describe("questionBefore", () => {
  it("takes the customer's words in a row before the reply", () => {
    const items = [
      message("1", "customer", "Hello"),
      message("2", "library", "Hello!"),
      message("3", "customer", "My bench came"),
      note("4"),
      message("5", "customer", "Can I oil it outside?"),
      message("6", "agent", "Yes"),
    ];
    expect(questionBefore(items, "6")).toBe("My bench came\nCan I oil it outside?");
  });

  it("passes over our own lines, and says nothing when nothing was asked", () => {
    const items = [
      message("1", "customer", "Oil or wax?"),
      message("2", "customer", null),
      message("3", "agent", "A moment"),
      message("4", "agent", "Oil"),
    ];
    expect(questionBefore(items, "4")).toBe("Oil or wax?");
    expect(questionBefore([message("1", "agent", "Hello")], "1")).toBe("");
  });
});

describe("titleFrom", () => {
  it("takes the first sentence of the last line", () => {
    expect(titleFrom("Hello\nCan I oil it outside? It is oak.")).toBe("Can I oil it outside?");
    expect(titleFrom("可以在户外上油吗？是橡木的")).toBe("可以在户外上油吗？");
    expect(titleFrom("oil")).toBe("oil");
  });

  it("keeps it short, and does not stop inside a number", () => {
    expect(titleFrom("Is the 2.5 cm board thick enough for a table")).toBe(
      "Is the 2.5 cm board thick enough for a table",
    );
    expect(titleFrom("a".repeat(200))).toHaveLength(120);
  });
});
