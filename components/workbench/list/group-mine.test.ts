import { describe, expect, it } from "vitest";
import { conversationView } from "#components/realtime/testing/builders.ts";
import { groupMine, neighbour, nextUnread } from "./group-mine.ts";

const owed = (n: number, turnSince: number, unread = 0) => conversationView(n, { turn: "agent", turnSince, unread });
const theirs = (n: number, turnSince: number, unread = 0) =>
  conversationView(n, { turn: "customer", turnSince, unread });
const ids = (conversations: readonly { id: string }[]) => conversations.map(({ id }) => Number(id.slice(-2)));

describe("groupMine", () => {
  it("puts the longest owed reply first, and the longest silent customer first", () => {
    const groups = groupMine([owed(1, 300), theirs(2, 900), owed(3, 100), theirs(4, 200)]);
    expect(ids(groups.yours)).toEqual([3, 1]);
    expect(ids(groups.theirs)).toEqual([4, 2]);
  });

  it("keeps rows of one moment in place, whatever order they come in", () => {
    expect(ids(groupMine([owed(2, 5), owed(1, 5)]).yours)).toEqual(ids(groupMine([owed(1, 5), owed(2, 5)]).yours));
  });

  it("has no place for what has ended", () => {
    expect(groupMine([conversationView(1, { state: "closed", turn: "nobody" })])).toEqual({ yours: [], theirs: [] });
  });
});

describe("nextUnread", () => {
  const list = [owed(1, 100), owed(2, 200, 3), theirs(3, 50, 1)];

  it("goes down the list to the next unread, and around its end", () => {
    expect(nextUnread(list, list[0]!.id)?.id).toBe(list[1]!.id);
    expect(nextUnread(list, list[1]!.id)?.id).toBe(list[2]!.id);
    expect(nextUnread(list, list[2]!.id)?.id).toBe(list[1]!.id);
  });

  it("goes to an owed chat when nothing is unread, and nowhere when there is no other", () => {
    expect(nextUnread([owed(1, 100), theirs(2, 10)], null)?.id).toBe(owed(1, 100).id);
    expect(nextUnread([owed(1, 100, 4)], owed(1, 100).id)).toBeNull();
  });
});

describe("neighbour", () => {
  const list = [owed(1, 100), owed(2, 200), theirs(3, 50)];

  it("steps through both groups and around the ends", () => {
    expect(neighbour(list, list[1]!.id, 1)?.id).toBe(list[2]!.id);
    expect(neighbour(list, list[2]!.id, 1)?.id).toBe(list[0]!.id);
    expect(neighbour(list, list[0]!.id, -1)?.id).toBe(list[2]!.id);
  });

  it("starts at the end it is coming from", () => {
    expect(neighbour(list, null, 1)?.id).toBe(list[0]!.id);
    expect(neighbour(list, null, -1)?.id).toBe(list[2]!.id);
    expect(neighbour([], null, 1)).toBeNull();
  });
});
