import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLogger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import type { Publication } from "./publication.ts";
import { createQuestionNews } from "./question-news.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells at once, then whatever came since, and never more often than it may", async () => {
  const told: Publication[] = [];
  const database = { main: { query: async () => ({ rows: [{ id: "ada" }] }) } } as unknown as Database;
  const news = createQuestionNews({
    database,
    publish: (publications) => void told.push(...publications),
    log: createLogger({ logLevel: "silent" }),
  });
  const names = () => told.map((each) => (each.kind === "event" ? `${each.name} ${each.room}` : each.kind));
  for (let at = 0; at < 5; at += 1) news.moved("learned");
  await vi.advanceTimersByTimeAsync(0);
  expect(names()).toEqual(["learned:changed staff:ada"]);
  await vi.advanceTimersByTimeAsync(999);
  expect(told).toHaveLength(1);
  news.moved("unanswered");
  await vi.advanceTimersByTimeAsync(1);
  expect(names().slice(1).sort()).toEqual(["learned:changed staff:ada", "unanswered:changed staff:ada"]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(3);
  news.moved("unanswered");
  news.moved("unanswered");
  news.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toHaveLength(4);
});
