import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { arrayType, columnOf, columnsOf, readColumn, unnestOf, type ColumnType } from "./columns.ts";
import { openDatabase, type Database } from "./database.ts";

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

const samples: Record<ColumnType, unknown[]> = {
  uuid: ["0190000a-0000-7000-8000-00000000FFff", null, "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  "uuid[]": [[], ["0190000a-0000-7000-8000-000000000001", "0190000a-0000-7000-8000-000000000002"], null],
  text: ["", "您好 👋 \\ \" ' {} ,", null, "x".repeat(100_000)],
  "text[]": [['a "b" \\ c', "", "NULL", "{,}"], [], null],
  int: [0, -1, 2 ** 31 - 1, -(2 ** 31), null],
  bigint: [0, -1, 2 ** 32, 2 ** 53 - 1, -(2 ** 40) - 7, null],
  float8: [0, -0.5, 1e-300, 56.230_599_999_999_95, null],
  bool: [true, false, null],
  json: [{ a: [1, null, "您"] }, [], "text", 0, null],
  jsonb: [{ a: [1, null, "您"] }, [], "text", 0, null],
  timestamptz: [0, 1_795_201_860_408, -86_400_000, new Date("2000-01-01T00:00:00.001Z"), null],
};

it.each(Object.entries(samples) as [ColumnType, unknown[]][])("%s arrives as it was", async (type, values) => {
  const found = await database.main.query<{ value: unknown }>(
    `SELECT ${readColumn("x.value", type)} AS value FROM unnest($1::${arrayType(type)}) WITH ORDINALITY AS x(value, n) ORDER BY n`,
    [columnOf(type, values)],
  );
  const expected = values.map((value) =>
    value === null
      ? null
      : type === "timestamptz"
        ? new Date(value as number)
        : type === "bigint"
          ? String(value as number)
          : type === "uuid"
            ? (value as string).toLowerCase()
            : value,
  );
  expect(found.rows.map((row) => row.value)).toEqual(expected);
});

it("no rows are no rows; what a row does not have is NULL", async () => {
  const shape = { id: "uuid", at: "timestamptz" } as const;
  const read = async (rows: object[]) =>
    (await database.main.query(`SELECT * FROM ${unnestOf(shape, "x")}`, columnsOf(shape, rows))).rows;
  expect(await read([])).toEqual([]);
  const id = "0190000a-0000-7000-8000-000000000001";
  expect(await read([{ id }])).toEqual([{ id, at: null }]);
});

it("what is not a UUID is not sent", () => {
  for (const wrong of ["", "x", "0190000a-0000-7000-8000-00000000000g", "0190000a-0000-7000-8000-0000000000010"])
    expect(() => columnOf("uuid", [wrong])).toThrow("not a UUID");
});
