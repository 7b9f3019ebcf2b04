/**
 * An error whose message is written for the person at the terminal: what is wrong and what to do.
 * Whoever catches it prints the message alone, without a stack. Recognised by `code`.
 */
export class PlainError extends Error {
  readonly code = "plain";
  override readonly name = "PlainError";
}

export function isPlainError(error: unknown): error is PlainError {
  return error instanceof Error && (error as { code?: unknown }).code === "plain";
}
