import { describe, expect, it } from "vitest";
import { deriveId } from "./derive-id.ts";
import { OrderedIndex, type OrderedItem } from "./ordered-index.ts";
import { seeded } from "./random-shop.ts";

const order = (x: OrderedItem, y: OrderedItem) => x.a - y.a || x.b - y.b || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0);

describe("ordered index", () => {
  it.each([1, 2, 3, 4, 5])("does what a sorted list does (seed %i)", (seed) => {
    const draw = seeded(seed);
    const index = new OrderedIndex();
    const list: OrderedItem[] = [];
    for (let i = 0; i < 3_000; i += 1) {
      const item = { a: Math.floor(draw() * 9), b: Math.floor(draw() * 3), id: `i${Math.floor(draw() * 40)}` };
      const at = list.findIndex((other) => order(other, item) === 0);
      if (draw() < 0.55) {
        index.insert(item.a, item.b, item.id);
        if (at < 0) list.push(item);
      } else {
        expect(index.delete(item.a, item.b, item.id)).toBe(at >= 0);
        if (at >= 0) list.splice(at, 1);
      }
      expect(index.size).toBe(list.length);
      expect(index.rank(item.a, item.b, item.id)).toBe(list.filter((other) => order(other, item) < 0).length);
      expect(index.has(item.a, item.b, item.id)).toBe(list.some((other) => order(other, item) === 0));
    }
    const sorted = list.sort(order);
    expect([...index].map(({ a, b, id }) => ({ a, b, id }))).toEqual(sorted);
    expect(index.first()).toMatchObject(sorted[0] ?? {});
  });

  it("has the same shape whatever the order of arrival", () => {
    const forth = new OrderedIndex();
    const back = new OrderedIndex();
    for (let i = 0; i < 500; i += 1) forth.insert(i % 7, i % 3, `i${i}`);
    for (let i = 600; i >= 0; i -= 1) back.insert(i % 7, i % 3, `i${i}`);
    for (let i = 500; i <= 600; i += 1) back.delete(i % 7, i % 3, `i${i}`);
    expect(back).toEqual(forth);
  });

  it("stays shallow: a hundred thousand rising keys", () => {
    const index = new OrderedIndex();
    for (let i = 0; i < 100_000; i += 1) index.insert(i, 0, `entry-${i}`);
    expect(index.rank(77_777, 0, "entry-77777")).toBe(77_777);
    for (let i = 0; i < 100_000; i += 2) index.delete(i, 0, `entry-${i}`);
    expect(index.size).toBe(50_000);
    expect(index.first()?.id).toBe("entry-1");
  });
});

describe("derived ids", () => {
  it("are UUIDs of version 7, the same every time, and sort by time", () => {
    const id = deriveId("0190d5c0-0000-7000-8000-000000000000", 1_700_000_000_000, 1);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(deriveId("0190d5c0-0000-7000-8000-000000000000", 1_700_000_000_000, 1)).toBe(id);
    expect(deriveId("a", 1_700_000_000_001, 1) > id).toBe(true);
  });

  it("do not collide among similar events", () => {
    const ids = new Set<string>();
    for (let event = 0; event < 40_000; event += 1) {
      for (let count = 1; count <= 5; count += 1) ids.add(deriveId(`e${event}`, 1_700_000_000_000, count));
    }
    expect(ids.size).toBe(200_000);
  });
});
