import type { Ack, ErrorCode, Refusal } from "#server/contract/errors.ts";

/**
 * What a failed command throws in the browser. A class of its own, not the contract's: that file carries zod, which
 * the customer's page does not load. Recognise it by `isRefused`, never by `instanceof` (bundles may hold it twice).
 */
export class RefusedError extends Error {
  readonly code: ErrorCode;
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = "RefusedError";
    this.code = refusal.code;
    this.refusal = refusal;
  }
}

export const isRefused = (error: unknown): error is RefusedError =>
  typeof error === "object" && error !== null && "refusal" in error && "code" in error;

/** The data of a successful ack; throws `RefusedError` otherwise. */
export function dataOf<T>(ack: Ack<T>): T {
  if (ack.ok) return ack.data;
  throw new RefusedError(ack.error);
}

/** Faults of the way or of the moment: nothing was decided, the same call with the same clientId may simply be repeated. */
export const isPassingFault = (code: ErrorCode): boolean =>
  code === "unavailable" || code === "slow_down" || code === "internal";
