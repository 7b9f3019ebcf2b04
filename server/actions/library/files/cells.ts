/** Signs with which a spreadsheet takes a cell for a formula, also in their wide forms. */
const formula = "[=+\\-@\\t\\r＝＋－＠]";
const guardedOnWriting = new RegExp(`^'*${formula}`, "u");
const guardedOnReading = new RegExp(`^'+${formula}`, "u");

/** A cell that no spreadsheet runs: what could be a formula gets an apostrophe in front. `unguard` takes exactly that one away. */
export const guard = (cell: string): string => (guardedOnWriting.test(cell) ? `'${cell}` : cell);
export const unguard = (cell: string): string => (guardedOnReading.test(cell) ? cell.slice(1) : cell);

/** One per line. */
export const writeLines = (lines: readonly string[]): string => lines.join("\n");
export const readLines = (cell: string): string[] =>
  cell
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** `label | text`, one per line; a label alone sends itself. */
export const writeQuickReplies = (replies: readonly { label: string; text: string }[]): string =>
  writeLines(replies.map(({ label, text }) => (label === text ? label : `${label} | ${text}`)));
export const readQuickReplies = (cell: string): { label: string; text: string }[] =>
  readLines(cell).map((line) => {
    const at = line.indexOf("|");
    const label = (at < 0 ? line : line.slice(0, at)).trim();
    const text = at < 0 ? "" : line.slice(at + 1).trim();
    return { label, text: text === "" ? label : text };
  });

const yes = new Set(["", "yes", "y", "true", "1", "on", "是", "启用", "wahr", "ja", "oui", "sí"]);
const no = new Set(["no", "n", "false", "0", "off", "否", "停用", "falsch", "nein", "non"]);

/** Null when it is neither. An empty cell is a yes. */
export function readYesNo(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}
