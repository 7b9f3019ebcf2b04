import { describe, expect, it } from "vitest";
import { type BoardAlert, withAlert } from "./alerts.ts";

const overdue = (conversationId: string, step: "supervisor" | "nobody", at = 0): BoardAlert => ({
  kind: "overdue",
  at,
  name: "Wei",
  alert: {
    conversationId: conversationId as never,
    agentId: "lin" as never,
    agentName: "Lin",
    customerName: null,
    step,
    owedSince: 5,
  },
});

describe("withAlert", () => {
  it("keeps each step of a wait once, newest first", () => {
    const list = [overdue("a", "supervisor"), overdue("a", "nobody", 1), overdue("a", "supervisor", 2)].reduce(
      withAlert,
      [] as readonly BoardAlert[],
    );
    expect(list.map(({ at }) => at)).toEqual([1, 0]);
  });

  it("keeps not more than can be read", () => {
    const many = Array.from({ length: 50 }, (_, n) => overdue(`c${n}`, "supervisor", n));
    const list = many.reduce(withAlert, [] as readonly BoardAlert[]);
    expect(list).toHaveLength(30);
    expect(list[0]?.at).toBe(49);
  });
});
