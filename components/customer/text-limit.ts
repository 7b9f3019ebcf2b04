/** The contract's `MESSAGE_MAX_LENGTH`, in UTF-16 units; importing it from there would bring zod into the chat. */
export const MAX_LENGTH = 10_000;
