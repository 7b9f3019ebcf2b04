import { describe, expect, it } from "vitest";
import { me, request, staffId } from "#components/realtime/testing/builders.ts";
import { requestsIn } from "./request-groups.ts";

const by = (n: number, name: string) => ({ id: staffId(n), name });
const box = [
  request(1, { createdAt: 10, state: "claimed", claimedBy: by(1, "Lin") }),
  request(2, { createdAt: 30 }),
  request(3, { createdAt: 20 }),
  request(4, { createdAt: 5, state: "claimed", claimedBy: by(2, "Mei") }),
  request(5, { createdAt: 1, state: "answered", answeredAt: 50 }),
  request(6, { createdAt: 2, state: "read", answeredAt: 90 }),
];
const numbers = (group: "open" | "mine" | "done") => requestsIn(group, box, me.id).map(({ number }) => number);

describe("requestsIn", () => {
  it("shows the unclaimed first, each the oldest first", () => {
    expect(numbers("open")).toEqual([3, 2, 4, 1]);
  });
  it("shows as mine only what I claimed and owe", () => {
    expect(numbers("mine")).toEqual([1]);
  });
  it("shows the latest answered first", () => {
    expect(numbers("done")).toEqual([6, 5]);
  });
});
