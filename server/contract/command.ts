import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";

/** Who may call a command at all. Which *rows* it reaches is decided inside the statement that acts. */
export const permissions = [
  "customer", // any customer, for what is their own
  "staff", // anybody signed in
  "agent", // holds seats
  "supervisor",
  "library", // edits the answer library
  "admin",
] as const;
export type Permission = (typeof permissions)[number];

/** At most `points` calls in `perMs`, per person; a burst beyond it is answered `slow_down`. */
export interface RateLimit {
  points: number;
  perMs: number;
}

export interface CommandRecord<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  input: I;
  output: O;
  /** State-changing commands carry a `clientId` in their input and are harmless to repeat. */
  changes: boolean;
  permission: Permission;
  rateLimit: RateLimit;
  errors: readonly ErrorCode[];
}

/** Declares a command; keeps the literal types so that both ends derive theirs from it. */
export const command = <I extends z.ZodType, O extends z.ZodType>(record: CommandRecord<I, O>): CommandRecord<I, O> =>
  record;

export interface EventRecord<D extends z.ZodType = z.ZodType> {
  data: D;
  /** Durable events have a number in a stream and are repaired; passing ones may be dropped. */
  durable: boolean;
}

export const event = <D extends z.ZodType>(record: EventRecord<D>): EventRecord<D> => record;

export type CommandMap = Record<string, CommandRecord>;
export type EventMap = Record<string, EventRecord>;
export type InputOf<C extends CommandRecord> = z.infer<C["input"]>;
export type OutputOf<C extends CommandRecord> = z.infer<C["output"]>;
export type DataOf<E extends EventRecord> = z.infer<E["data"]>;

/** Limits by kind of work, so that a record says what it is rather than two bare numbers. */
export const limits = {
  chat: { points: 40, perMs: 10_000 },
  act: { points: 30, perMs: 10_000 },
  passing: { points: 60, perMs: 10_000 },
  read: { points: 120, perMs: 10_000 },
  heavy: { points: 10, perMs: 10_000 },
} satisfies Record<string, RateLimit>;
