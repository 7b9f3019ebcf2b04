/**
 * Columns of many rows as arrays in PostgreSQL's binary form: `unnest($1::uuid[], $2::text[])` reads them several times
 * faster than a JSON array of rows, and nothing is written as text to be read again.
 */

export type ColumnType =
  | "uuid"
  | "uuid[]"
  | "text"
  | "text[]"
  | "int"
  | "bigint"
  | "float8"
  | "bool"
  | "json"
  | "jsonb"
  | "timestamptz";

/** Object ids of the element types (pg_type); an array in an array travels as text. */
const oids: Record<ColumnType, number> = {
  uuid: 2950,
  "uuid[]": 25,
  text: 25,
  "text[]": 25,
  int: 23,
  bigint: 20,
  float8: 701,
  bool: 16,
  json: 114,
  jsonb: 3802,
  timestamptz: 1184,
};

/** How a placeholder of such a column is written. */
export const arrayType = (type: ColumnType): string => (type.endsWith("[]") ? "text[]" : `${type}[]`);

/** `INSERT`s read `name`; an array in an array is read from its text. */
export const readColumn = (name: string, type: ColumnType): string => (type.endsWith("[]") ? `${name}::${type}` : name);

/** 2000-01-01, PostgreSQL's zero, in epoch ms. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const TWO_TO_32 = 2 ** 32;
const HEADER_BYTES = 20;

/** Grows to the largest array there was; arrays are copied out of it. */
let room = Buffer.allocUnsafe(1 << 16);
let end = 0;

function ensure(bytes: number): void {
  if (end + bytes <= room.length) return;
  const larger = Buffer.allocUnsafe(Math.max(2 * room.length, end + bytes));
  room.copy(larger, 0, 0, end);
  room = larger;
}

const nibbles = new Int8Array(128).fill(-1);
for (let at = 0; at < 16; at += 1) {
  nibbles[at.toString(16).charCodeAt(0)] = at;
  nibbles[at.toString(16).toUpperCase().charCodeAt(0)] = at;
}

function writeUuid(value: string): void {
  let from = 0;
  let wrong = value.length === 36 ? 0 : -1;
  for (let at = 0; at < 16; at += 1) {
    if (at === 4 || at === 6 || at === 8 || at === 10) from += 1;
    const high = nibbles[value.charCodeAt(from)] ?? -1;
    const low = nibbles[value.charCodeAt(from + 1)] ?? -1;
    wrong |= high | low;
    room[end + at] = (high << 4) | low;
    from += 2;
  }
  if (wrong < 0) throw new Error("not a UUID");
  end += 16;
}

function writeText(value: string): void {
  ensure(3 * value.length);
  end += room.write(value, end, "utf8");
}

function writeInt64(value: number): void {
  const high = Math.floor(value / TWO_TO_32);
  room.writeInt32BE(high, end);
  room.writeUInt32BE(value - high * TWO_TO_32, end + 4);
  end += 8;
}

function writeElement(type: ColumnType, value: unknown): void {
  switch (type) {
    case "uuid":
      return writeUuid(value as string);
    case "text":
      return writeText(value as string);
    case "uuid[]":
    case "text[]":
      return writeText(arrayLiteral(value as readonly string[]));
    case "json":
      return writeText(JSON.stringify(value));
    case "jsonb":
      // The version of the binary form.
      room[end] = 1;
      end += 1;
      return writeText(JSON.stringify(value));
    case "int":
      room.writeInt32BE(value as number, end);
      end += 4;
      return;
    case "float8":
      room.writeDoubleBE(value as number, end);
      end += 8;
      return;
    case "bool":
      room[end] = value === true ? 1 : 0;
      end += 1;
      return;
    case "bigint":
      return writeInt64(value as number);
    case "timestamptz":
      return writeInt64(1_000 * ((value instanceof Date ? value.getTime() : (value as number)) - POSTGRES_EPOCH_MS));
  }
}

const arrayLiteral = (values: readonly string[]): string =>
  values.length === 0 ? "{}" : `{${values.map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;

/**
 * One column as the value of a placeholder of type `arrayType(type)`.
 * @param values null and undefined are NULL; times are Dates or epoch ms; of type json or jsonb: what is to be written as JSON
 */
export function columnOf(type: ColumnType, values: readonly unknown[]): Buffer {
  end = 0;
  ensure(HEADER_BYTES);
  room.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  room.writeInt32BE(1, 4);
  room.writeUInt32BE(oids[type], 8);
  room.writeInt32BE(values.length, 12);
  room.writeInt32BE(1, 16);
  end = values.length === 0 ? 12 : HEADER_BYTES;
  for (const value of values) {
    ensure(32);
    const start = end;
    end += 4;
    if (value === null || value === undefined) {
      room.writeInt32BE(-1, start);
      continue;
    }
    writeElement(type, value);
    room.writeInt32BE(end - start - 4, start);
  }
  return Buffer.from(room.subarray(0, end));
}

/** The columns of these rows, each as the value of one placeholder, in the order of the shape. */
export function columnsOf<R>(shape: Readonly<Record<string, ColumnType>>, rows: readonly R[]): Buffer[] {
  return Object.entries(shape).map(([name, type]) =>
    columnOf(
      type,
      rows.map((row) => (row as Record<string, unknown>)[name]),
    ),
  );
}

/** `unnest($1::uuid[], …) AS alias(names)` for a shape; the names in quotes as they are. */
export function unnestOf(shape: Readonly<Record<string, ColumnType>>, alias: string, firstPlaceholder = 1): string {
  const entries = Object.entries(shape);
  const values = entries.map(([, type], at) => `$${at + firstPlaceholder}::${arrayType(type)}`);
  return `unnest(${values.join(", ")}) AS ${alias}(${entries.map(([name]) => `"${name}"`).join(", ")})`;
}
