/** Every word written in a run names its author, its lane and its place in it, so that doubles and swaps are seen in texts. */

/** `lane` has no spaces. */
export const numberedText = (words: string, lane: string, number: number): string => `${words} (${lane} ${number})`;

const mark = /\((\S+) (\d+)\)$/;

/** Null where the text was not written by the swarm. */
export function readNumber(text: string | null | undefined): { lane: string; number: number } | null {
  const found = mark.exec(text ?? "");
  return found === null ? null : { lane: found[1] ?? "", number: Number(found[2]) };
}
