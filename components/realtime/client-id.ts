import { v4, v5 } from "uuid";

/** A fresh `clientId`, one per intent. Works on plain http too, where `crypto.randomUUID` is missing. */
export const newClientId = (): string => v4();

/**
 * A `clientId` that every tab and every reload derives alike, for acts the page does by itself: the server then sees
 * one act however many tabs report it (UUIDv5 over the item's id).
 */
export const derivedClientId = (act: string, itemId: string): string => v5(act, itemId);
