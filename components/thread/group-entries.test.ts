import { describe, expect, it } from "vitest";
import { groupEntries } from "./group-entries.ts";
import type { Speaker, ThreadEntry, ThreadMessage } from "./thread-entry.ts";

const marguerite: Speaker = { id: "c1", name: "Marguerite", kind: "customer" };
const lin: Speaker = { id: "s1", name: "Lin Hartmann", kind: "staff" };
const library: Speaker = { id: "library", name: "Answerline", kind: "library" };

const tenForty = Date.UTC(2026, 10, 20, 10, 40);
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

function said(key: string, speaker: Speaker, seconds: number, more: Partial<ThreadMessage> = {}): ThreadMessage {
  return { kind: "message", key, speaker, at: tenForty + seconds * 1000, text: key, ...more };
}

/** "day a+b c": what stands together. */
function shape(entries: ThreadEntry[]): string {
  return groupEntries(entries, dayOf)
    .map((part) => (part.kind === "group" ? part.messages.map(({ key }) => key).join("+") : part.kind))
    .join(" ");
}

describe("groupEntries", () => {
  it("joins one speaker's messages of one minute", () => {
    expect(shape([said("a", marguerite, 0), said("b", marguerite, 59), said("c", marguerite, 60)])).toBe("day a+b c");
  });

  it("parts speakers", () => {
    expect(shape([said("a", marguerite, 0), said("b", lin, 1), said("c", marguerite, 2)])).toBe("day a b c");
  });

  it("lets an automatic answer stand alone", () => {
    const automatic = { automatic: { degree: 0.8 } };
    expect(shape([said("a", library, 0, automatic), said("b", library, 1, automatic), said("c", library, 2)])).toBe(
      "day a b c",
    );
  });

  it("parts what failed from what was sent", () => {
    const failed = { delivery: "failed" } as const;
    const sent = { delivery: "sent" } as const;
    expect(
      shape([
        said("a", marguerite, 0, sent),
        said("b", marguerite, 1, failed),
        said("c", marguerite, 2, failed),
        said("d", marguerite, 3, sent),
      ]),
    ).toBe("day a b+c d");
  });

  it("a note or a line between two messages parts them", () => {
    const line: ThreadEntry = { kind: "system", key: "joined", at: tenForty + 1000, text: "Lin joined" };
    const note: ThreadEntry = { kind: "note", key: "n", at: tenForty + 2000, speaker: lin, text: "VIP" };
    expect(shape([said("a", lin, 0), line, said("b", lin, 1), note, said("c", lin, 3)])).toBe("day a system b note c");
  });

  it("starts each day with its line, in the reader's zone", () => {
    const night = Date.UTC(2026, 10, 20, 23, 30);
    const entries = [said("a", lin, 0, { at: night }), said("b", lin, 0, { at: night + 3_600_000 })];
    expect(shape(entries)).toBe("day a day b");
    const tokyo = (at: number) => dayOf(at + 9 * 3_600_000);
    expect(groupEntries(entries, tokyo).filter(({ kind }) => kind === "day")).toHaveLength(1);
  });

  it("keeps every entry, in order, under keys of its own", () => {
    const entries = Array.from({ length: 200 }, (_, index) =>
      said(`m${index}`, index % 3 ? lin : marguerite, index * 17),
    );
    const parts = groupEntries(entries, dayOf);
    const keys = parts.flatMap((part) => (part.kind === "group" ? part.messages.map(({ key }) => key) : []));
    expect(keys).toEqual(entries.map(({ key }) => key));
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
  });
});
