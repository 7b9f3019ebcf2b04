import { z } from "zod";

/** Ids are UUIDs that *name*; what *grants* (tokens, sessions) is separate, random and stored hashed. */
const id = <const T extends string>() => z.uuid().brand<T>();

export const siteIdSchema = id<"SiteId">();
export const customerIdSchema = id<"CustomerId">();
export const conversationIdSchema = id<"ConversationId">();
export const itemIdSchema = id<"ItemId">();
export const staffIdSchema = id<"StaffId">();
export const teamIdSchema = id<"TeamId">();
export const offerIdSchema = id<"OfferId">();
export const answerIdSchema = id<"AnswerId">();
export const mediaIdSchema = id<"MediaId">();
export const requestIdSchema = id<"RequestId">();
export const cannedReplyIdSchema = id<"CannedReplyId">();
export const sessionIdSchema = id<"SessionId">();
/** Made in the browser, one per intent; repeated on a retry, never reused for another body. */
export const clientIdSchema = z.uuid();

export type SiteId = z.infer<typeof siteIdSchema>;
export type CustomerId = z.infer<typeof customerIdSchema>;
export type ConversationId = z.infer<typeof conversationIdSchema>;
export type ItemId = z.infer<typeof itemIdSchema>;
export type StaffId = z.infer<typeof staffIdSchema>;
export type TeamId = z.infer<typeof teamIdSchema>;
export type OfferId = z.infer<typeof offerIdSchema>;
export type AnswerId = z.infer<typeof answerIdSchema>;
export type MediaId = z.infer<typeof mediaIdSchema>;
export type RequestId = z.infer<typeof requestIdSchema>;
export type CannedReplyId = z.infer<typeof cannedReplyIdSchema>;
export type SessionId = z.infer<typeof sessionIdSchema>;
