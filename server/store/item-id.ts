import { randomFillSync } from "node:crypto";
import { v7 as uuidv7 } from "uuid";

const BYTES = 16;
/** Random bytes are asked of the system for many ids at once: one call each costs more than all else about an id. */
const pool = new Uint8Array(BYTES * 256);
let at = pool.length;

/** The id of a new item: a UUID of version 7, so that ids of one time lie together in an index. */
export function newItemId(): string {
  if (at === pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  const random = pool.subarray(at, at + BYTES);
  at += BYTES;
  return uuidv7({ random });
}
