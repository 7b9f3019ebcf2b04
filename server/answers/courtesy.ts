import { type SystemWords, wordsIn } from "./system-words.ts";
import { READ_LIMIT } from "./text.ts";

const BREAKS = /[\n\r,.;:!?…。，、；：！？؟،؛~～—–]+/u;
/** Characters within which an opening courtesy ends. */
const LONGEST_OPENING = 80;
/** More pieces than this are not looked through: nobody greets so long. */
const MOST_PIECES = 40;

/**
 * Takes greetings and thanks off both ends of a text ("hi, where is my order? thanks!"), by the words of the library's own
 * entries for them.
 * @returns what is left, or null when there is nothing to take off or nothing would be left
 */
export function withoutCourtesies(text: string, system: SystemWords): string | null {
  if (system.courtesies.size === 0) return null;
  const pieces = text.slice(0, READ_LIMIT).split(BREAKS, MOST_PIECES + 1);
  if (pieces.length > MOST_PIECES) return null;
  const spoken = pieces.map((piece) => ({ piece, words: wordsIn(piece) })).filter(({ words }) => words.length > 0);
  const isCourtesy = ({ words }: { words: readonly string[] }) => words.every((word) => system.courtesies.has(word));
  let from = 0;
  let to = spoken.length;
  while (from < to && isCourtesy(spoken[from]!)) from += 1;
  while (to > from && isCourtesy(spoken[to - 1]!)) to -= 1;
  if (from === to) return null;
  const left = spoken.slice(from, to);
  const first = withoutOpening(left[0]!.words, system);
  if (from === 0 && to === spoken.length && first === null) return null;
  // Words of scripts without spaces stand alone in `words`; joined by spaces they would be other features.
  const opening = first === null ? left[0]!.piece : rejoin(left[0]!.piece, first);
  return [opening, ...left.slice(1).map(({ piece }) => piece)].join(", ");
}

/** How many words at the beginning are, word for word, a greeting or thanks with something behind them; null: none. */
function withoutOpening(words: readonly string[], system: SystemWords): number | null {
  for (let count = Math.min(system.longestCourtesy, words.length - 1); count > 0; count -= 1) {
    if (system.courtesyKeys.has(words.slice(0, count).join(" "))) return words.length - count;
  }
  return null;
}

/** The end of a piece that has so many words. */
function rejoin(piece: string, words: number): string {
  const characters = [...piece];
  for (let from = 1; from < Math.min(characters.length, LONGEST_OPENING); from += 1) {
    const end = characters.slice(from).join("");
    if (wordsIn(end).length === words) return end;
  }
  return piece;
}
