/** Every key of the workbench, once: the handler, the palette and the sheet read this list. */
export const shortcuts = [
  { id: "palette", group: "go", keys: "Mod K" },
  { id: "nextUnread", group: "go", keys: "Alt N" },
  { id: "longest", group: "go", keys: "Alt W" },
  { id: "nextChat", group: "go", keys: "Alt ↓" },
  { id: "previousChat", group: "go", keys: "Alt ↑" },
  { id: "listMine", group: "go", keys: "Alt M" },
  { id: "details", group: "go", keys: "Alt I" },
  { id: "accept", group: "offer", keys: "Alt A" },
  { id: "decline", group: "offer", keys: "Alt D" },
  { id: "reply", group: "write", keys: "Alt R" },
  { id: "note", group: "write", keys: "Alt O" },
  { id: "insert1", group: "write", keys: "Alt 1" },
  { id: "insert2", group: "write", keys: "Alt 2", like: "insert1" },
  { id: "insert3", group: "write", keys: "Alt 3", like: "insert1" },
  { id: "insert4", group: "write", keys: "Alt 4", like: "insert1" },
  { id: "insert5", group: "write", keys: "Alt 5", like: "insert1" },
  { id: "send1", group: "write", keys: "Alt ⇧ 1" },
  { id: "send2", group: "write", keys: "Alt ⇧ 2", like: "send1" },
  { id: "send3", group: "write", keys: "Alt ⇧ 3", like: "send1" },
  { id: "send4", group: "write", keys: "Alt ⇧ 4", like: "send1" },
  { id: "send5", group: "write", keys: "Alt ⇧ 5", like: "send1" },
  { id: "transfer", group: "chat", keys: "Alt T" },
  { id: "promise", group: "chat", keys: "Alt P" },
  { id: "why", group: "chat", keys: "Alt Y" },
  { id: "close", group: "chat", keys: "Alt E" },
  { id: "wrapUp", group: "desk", keys: "Alt U" },
  { id: "available", group: "desk", keys: "Alt V" },
  { id: "busy", group: "desk", keys: "Alt B" },
  { id: "sheet", group: "desk", keys: "Mod /" },
] as const;

type Shortcut = (typeof shortcuts)[number];
export type ShortcutId = Shortcut["id"];
/** Those that are listed; the others do the same for the next in a row. */
export const namedShortcuts = shortcuts.filter(
  (shortcut): shortcut is Exclude<Shortcut, { like: string }> => !("like" in shortcut),
);
export type ShortcutGroup = (typeof shortcuts)[number]["group"];
export const shortcutGroups = ["go", "offer", "chat", "write", "desk"] as const satisfies readonly ShortcutGroup[];

export type KeyPress = Pick<KeyboardEvent, "code" | "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/**
 * The shortcut a key press means, or null. A letter or digit is read as typed; where Alt turns it into another sign
 * (Alt A is "å" on a Mac) or the script has no such letter, by its place on a US keyboard.
 */
export function shortcutOf(press: KeyPress): ShortcutId | null {
  return shortcuts.find(({ keys }) => isPressed(keys, press))?.id ?? null;
}

function isPressed(keys: string, press: KeyPress): boolean {
  const parts = keys.split(" ");
  const [modifier] = parts;
  const key = parts.at(-1) ?? "";
  if (press.shiftKey !== parts.includes("⇧")) return false;
  const isModifier =
    modifier === "Alt"
      ? press.altKey && !press.ctrlKey && !press.metaKey
      : !press.altKey && press.ctrlKey !== press.metaKey;
  if (!isModifier) return false;
  const typed = press.key.toLowerCase();
  // Shift and a digit are a sign on most keyboards and the digit on a French one: the place counts.
  const isTyped = /^[a-z0-9/]$/.test(typed) && !press.shiftKey;
  return isTyped ? typed === key.toLowerCase() : press.code === codeOf(key);
}

function codeOf(key: string): string {
  if (key === "↓") return "ArrowDown";
  if (key === "↑") return "ArrowUp";
  if (key === "/") return "Slash";
  return /\d/.test(key) ? `Digit${key}` : `Key${key}`;
}
