/** A piece of a line: plain words, emphasis, or a link. */
export type Inline =
  | { kind: "words"; text: string }
  | { kind: "strong" | "em"; children: Inline[] }
  | { kind: "link"; href: string; text: string };

/** A paragraph of lines, or a list of lines. */
export type TextBlock = { kind: "paragraph" | "list"; lines: Inline[][] };

// Bounded repetitions keep every text linear; nothing here looks behind further than one sign.
const labelled = String.raw`\[([^\[\]\n]{1,200})\]\((https?:\/\/[^\s()<>]{1,2000})\)`;
// A bare address ends at a space, at quotes and brackets of any kind, and where Chinese goes on without a space.
const bare = String.raw`https?:\/\/[^\s<>"“”‘’«»「」\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{1,2000}`;
const strong = String.raw`\*\*(?=[^\s*])([^\n]{1,500}?[^\s*]|[^\s*])\*\*`;
const em = String.raw`(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]{0,500}[^\s_])_(?![\p{L}\p{N}_])`;
const everything = new RegExp(`${labelled}|(${bare})|${strong}|${em}`, "giu");
const linksOnly = new RegExp(`(${bare})`, "giu");

/**
 * Reads the few marks people use in chats: blank lines, line breaks, "- " lists, `**bold**`, `_italic_`,
 * `[label](https://…)` and bare http(s) addresses. Whatever does not fit stays as it was written; there is no HTML.
 * Without marks only line breaks and bare addresses count: a stranger must not dress a link as another one.
 */
export function parseText(text: string, hasMarks = true): TextBlock[] {
  const blocks: TextBlock[] = [];
  let isOpen = false;
  for (const line of text.replace(/\r\n?/g, "\n").trim().split("\n")) {
    const item = hasMarks ? /^\s{0,3}[-•]\s+(\S.*)$/.exec(line)?.[1] : undefined;
    const kind = item === undefined ? "paragraph" : "list";
    const last = blocks.at(-1);
    if (line.trim() === "") isOpen = false;
    else {
      const inline = parseLine(item ?? line, hasMarks);
      if (isOpen && last?.kind === kind) last.lines.push(inline);
      else blocks.push({ kind, lines: [inline] });
      isOpen = true;
    }
  }
  return blocks;
}

function parseLine(line: string, hasMarks: boolean): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  const upTo = (start: number) => {
    if (start > end) pieces.push({ kind: "words", text: line.slice(end, start) });
  };
  for (const match of line.matchAll(hasMarks ? everything : linksOnly)) {
    const piece = hasMarks ? readMatch(match) : readBare(match[1] ?? "");
    if (!piece) continue;
    upTo(match.index);
    pieces.push(piece.inline);
    end = match.index + (piece.length ?? match[0].length);
  }
  upTo(line.length);
  return pieces;
}

type Piece = { inline: Inline; length?: number };

function readMatch([, label, labelHref, address, bold, italic]: RegExpMatchArray): Piece | undefined {
  if (label !== undefined && labelHref !== undefined) {
    const href = safeHref(labelHref);
    return href ? { inline: { kind: "link", href, text: label } } : undefined;
  }
  if (address !== undefined) return readBare(address);
  if (bold !== undefined) return { inline: { kind: "strong", children: parseLine(bold, true) } };
  if (italic !== undefined) return { inline: { kind: "em", children: parseLine(italic, true) } };
  return undefined;
}

function readBare(written: string): Piece | undefined {
  const text = withoutTail(written);
  const href = safeHref(text);
  return href ? { inline: { kind: "link", href, text }, length: text.length } : undefined;
}

/** What ends a sentence does not belong to the address before it, nor does a bracket that opened outside. */
function withoutTail(address: string): string {
  let end = address.length;
  while (end > 0) {
    const sign = address[end - 1] ?? "";
    const kept = address.slice(0, end);
    const isStray = (sign === ")" && count(kept, ")") > count(kept, "(")) || sign === "]";
    if (!isStray && !".,;:!?*_'".includes(sign)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Only http and https, and no address that hides its host behind a name (`https://bank.example@evil.example`). */
function safeHref(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return url.href;
}
