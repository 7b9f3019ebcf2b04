import { RefusedError } from "../contract/errors.ts";

/** Types of the parts of a place, by their names in SQL. */
export type PlaceType = "int" | "bigint" | "text" | "uuid";

/** A place in a list as the caller carries it to the next page: opaque to them, a JSON array to us. */
export const writeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const fits: Record<PlaceType, (part: unknown) => boolean> = {
  int: (part) => Number.isInteger(part) && Math.abs(part as number) <= 2_147_483_647,
  bigint: (part) => Number.isSafeInteger(part),
  text: (part) => typeof part === "string" && !part.includes("\u0000") && part.isWellFormed(),
  uuid: (part) => typeof part === "string" && uuid.test(part),
};

/** Refuses `invalid` when it is not a place with parts of these types. */
export function readCursor(cursor: string, types: readonly PlaceType[]): (string | number)[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(place) && place.length === types.length && types.every((type, at) => fits[type](place[at])))
      return place as (string | number)[];
  } catch {
    // Not JSON: refused below.
  }
  throw new RefusedError("invalid", { issues: [{ path: "after", message: "not a place in this list" }] });
}
