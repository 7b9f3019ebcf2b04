import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RefusedError } from "../contract/errors.ts";
import type { HeadRow } from "../store/item-rows.ts";
import { keptLogger } from "../testing/test-node.ts";
import type { Dispatcher, EventDraft } from "./dispatcher.ts";
import { createTurnTeller, type TurnTeller } from "./turn-teller.ts";

const told: EventDraft[] = [];
let teller: TurnTeller;
let fault: Error | null = null;
const { log, lines } = keptLogger();

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  fault = null;
  const dispatcher = {
    async dispatch(draft: EventDraft) {
      told.push(draft);
      if (fault !== null) throw fault;
      return { notices: [], answer: null, isRepeat: false };
    },
  } as unknown as Dispatcher;
  teller = createTurnTeller({ dispatcher, log });
});
afterEach(() => {
  teller.stop();
  vi.useRealTimers();
});

const moved = (id: string, turn: string, turnSeq: number, state = "served") =>
  teller.moved({ head: { id, turn, state, turn_since: new Date(turnSeq * 10) } as HeadRow, turnSeq });
const seqs = () => told.map((draft) => (draft.type === "turn:changed" ? draft.logSeq : null));

it("tells the first change at once and of those that follow quickly only the newest", async () => {
  moved("a", "agent", 1);
  expect(seqs()).toEqual([1]);
  for (let seq = 2; seq <= 50; seq += 1) moved("a", seq % 2 === 0 ? "customer" : "agent", seq);
  expect(seqs()).toEqual([1]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told.at(-1)).toEqual({ type: "turn:changed", conversationId: "a", turn: "customer", logSeq: 50, since: 500 });
  expect(seqs()).toEqual([1, 50]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seqs()).toEqual([1, 50]);
  moved("a", "agent", 51);
  expect(seqs()).toEqual([1, 50, 51]);
});

it("lets no conversation wait for another", () => {
  moved("a", "agent", 1);
  moved("b", "agent", 7);
  expect(seqs()).toEqual([1, 7]);
});

it("tells what was kept back when it is flushed, and nothing of the library's conversations", async () => {
  moved("a", "agent", 1);
  moved("a", "customer", 2);
  moved("c", "library", 3, "library");
  await teller.flush();
  expect(seqs()).toEqual([1, 2]);
  expect(vi.getTimerCount()).toBe(1);
});

it("writes down what failed, but not that a conversation has ended meanwhile", async () => {
  fault = new RefusedError("not_found");
  moved("a", "agent", 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(lines).toEqual([]);
  fault = new Error("broken");
  moved("b", "agent", 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(lines.join()).toContain("a change of turn could not be told");
});
