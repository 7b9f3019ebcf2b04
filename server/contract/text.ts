import { z } from "zod";

/** Longest message, in UTF-16 units, as typed. */
export const MESSAGE_MAX_LENGTH = 10_000;

/**
 * Text a database takes whole: no NUL and well-formed Unicode. Either fault would fail every send of a group commit,
 * so it is refused at the door.
 */
export const storableText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes("\u0000") && value.isWellFormed(), { message: "not storable text" });

/** Text with something in it. */
export const someText = (maxLength: number) =>
  storableText(maxLength).refine((value) => value.trim().length > 0, { message: "empty" });

export const nameSchema = someText(120);
export const emailSchema = z.email().max(254);
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(20);
/** Epoch milliseconds. */
export const timeSchema = z.number().int().min(0).max(8_640_000_000_000_000);
/** A number of a log: what a database column of 32 bits holds. */
export const seqSchema = z.number().int().min(0).max(2_147_483_647);
