import type { Cursor } from "#server/contract/index.ts";

export const nothingRead: Cursor = { deliveredSeq: 0, readSeq: 0 };

/** Cursors only rise; of two known ones each number is the higher. */
export const laterCursor = (a: Cursor, b: Cursor): Cursor => ({
  deliveredSeq: Math.max(a.deliveredSeq, b.deliveredSeq),
  readSeq: Math.max(a.readSeq, b.readSeq),
});
