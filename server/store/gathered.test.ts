import { describe, expect, it } from "vitest";
import type { Sql } from "./database.ts";
import { byNumber, gathered } from "./gathered.ts";

/** Two databases that nothing is asked of: the reads below answer by themselves. */
const here = { query: () => undefined } as unknown as Sql;
const there = { query: () => undefined } as unknown as Sql;

/** A read that notes its statements and ends when told to. */
function notedRead(options: { fails?: (key: number) => unknown } = {}) {
  const statements: number[][] = [];
  const ends: (() => void)[] = [];
  const ask = gathered<number, string>(
    async (_sql, keys) => {
      statements.push([...keys]);
      await new Promise<void>((resolve) => void ends.push(resolve));
      for (const key of keys) {
        const fault = options.fails?.(key);
        if (fault !== undefined) throw fault;
      }
      return keys.map((key) => `value ${key}`);
    },
    { maxKeys: 3 },
  );
  /** Ends statements as they come until all of these are settled. */
  async function settle<T>(promises: Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
    let isDone = false;
    const all = Promise.allSettled(promises).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      for (const end of ends.splice(0)) end();
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
    return all;
  }
  return { ask, statements, settle };
}

describe("a gathered read", () => {
  it("asks once for all who ask in the same turn, at most so many at once", async () => {
    const { ask, statements, settle } = notedRead();
    const settled = await settle([1, 2, 3, 4].map((key) => ask(here, key)));
    expect(statements).toEqual([[1, 2, 3], [4]]);
    expect(settled.map((each) => each.status === "fulfilled" && each.value)).toEqual([
      "value 1",
      "value 2",
      "value 3",
      "value 4",
    ]);
  });

  it("never answers one database from another", async () => {
    const { ask, statements, settle } = notedRead();
    await settle([ask(here, 1), ask(there, 2)]);
    expect(statements).toEqual([[1], [2]]);
  });

  it("tries a failed statement again key by key: a bad key refuses only itself", async () => {
    const { ask, statements, settle } = notedRead({ fails: (key) => (key === 2 ? new Error("bad") : undefined) });
    const settled = await settle([1, 2, 3].map((key) => ask(here, key)));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(statements).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it("does not knock again for each when the database is away", async () => {
    const { ask, statements, settle } = notedRead({ fails: () => Object.assign(new Error("away"), { code: "57P01" }) });
    const settled = await settle([1, 2, 3].map((key) => ask(here, key)));
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(statements).toEqual([[1, 2, 3]]);
  });
});

describe("rows by number", () => {
  it("gives each key its rows, and none to who has none", () =>
    expect(
      byNumber(
        [
          { n: 3, a: 1 },
          { n: 1, a: 2 },
          { n: 3, a: 3 },
        ],
        3,
      ),
    ).toEqual([
      [{ n: 1, a: 2 }],
      [],
      [
        { n: 3, a: 1 },
        { n: 3, a: 3 },
      ],
    ]));
});
