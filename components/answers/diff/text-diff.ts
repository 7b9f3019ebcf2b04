/** A stretch of a text: in both versions, only in the older one, or only in the newer one. */
export interface DiffPiece {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Beyond this many pairs of changed words the middle is shown as replaced whole: a table of it would stall the page. */
const MOST_PAIRS = 250_000;

/**
 * What changed between two texts, word by word (the classic longest-common-subsequence
 * table after the common ends are taken off). Chinese, Japanese and Thai are compared sign by sign.
 */
export function diffTexts(before: string, after: string): DiffPiece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const pieces: DiffPiece[] = [];
  const put = (kind: DiffPiece["kind"], text: string) => {
    const last = pieces.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  put("same", a.slice(0, start).join(""));
  for (const { kind, text } of diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)))
    put(kind, text);
  put("same", a.slice(a.length - end).join(""));
  return pieces;
}

/** Words with the space after them apart, so that a changed word leaves its neighbours alone. */
function wordsOf(text: string): string[] {
  return text.match(/[\u2e80-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|[\p{L}\p{M}\p{N}’']+|\s+|[^]/gu) ?? [];
}

function diffMiddle(a: readonly string[], b: readonly string[]): DiffPiece[] {
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST_PAIRS)
    return [
      { kind: "gone", text: a.join("") },
      { kind: "new", text: b.join("") },
    ];
  const width = b.length + 1;
  // longest[i * width + j]: length of the longest common run of a[i…] and b[j…].
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  const pieces: DiffPiece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pieces.push({ kind: "same", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) {
      pieces.push({ kind: "gone", text: a[i] ?? "" });
      i += 1;
    } else {
      pieces.push({ kind: "new", text: b[j] ?? "" });
      j += 1;
    }
  }
  pieces.push({ kind: "gone", text: a.slice(i).join("") }, { kind: "new", text: b.slice(j).join("") });
  return pieces;
}

/** What two lists of lines do not share, whatever their order. */
export function diffLines(before: readonly string[], after: readonly string[]): { gone: string[]; fresh: string[] } {
  const [had, has] = [new Set(before), new Set(after)];
  return { gone: before.filter((line) => !has.has(line)), fresh: after.filter((line) => !had.has(line)) };
}
