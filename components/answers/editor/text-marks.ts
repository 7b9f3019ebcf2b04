/** The small formatting an answer may have; what the thread draws. */
export type TextMark = "bold" | "italic" | "list" | "link";

/** A text with a selection in it; `start` ≤ `end`, in UTF-16 units as text boxes count. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

const signs = { bold: "**", italic: "_" } as const;
const emptyAddress = "https://";

/** Puts a mark around the selection, or takes it off again. `sample` stands where nothing was selected. */
export function applyMark(selected: Selected, mark: TextMark, sample: string): Selected {
  if (mark === "list") return toggleList(selected);
  if (mark === "link") return makeLink(selected, sample);
  return toggleSign(selected, signs[mark], sample);
}

function toggleSign({ text, start, end }: Selected, sign: string, sample: string): Selected {
  const inside = text.slice(start, end);
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (before.endsWith(sign) && after.startsWith(sign))
    return {
      text: before.slice(0, -sign.length) + inside + after.slice(sign.length),
      start: start - sign.length,
      end: end - sign.length,
    };
  // Spaces at the edge would keep the mark from being read.
  const words = inside.trim() || sample;
  const lead = inside.slice(0, inside.length - inside.trimStart().length);
  const tail = inside.trim() === "" ? "" : inside.slice(inside.trimEnd().length);
  const from = start + lead.length + sign.length;
  return { text: before + lead + sign + words + sign + tail + after, start: from, end: from + words.length };
}

/** Every touched line becomes an item, or none is one any more. */
function toggleList({ text, start, end }: Selected): Selected {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const found = text.indexOf("\n", Math.max(start, end - 1));
  const to = found < 0 ? text.length : found;
  const lines = text.slice(from, to).split("\n");
  const isList =
    lines.every((line) => /^- /.test(line) || line.trim() === "") && lines.some((line) => line.trim() !== "");
  const changed = lines
    .map((line) => (isList ? line.replace(/^- /, "") : line.startsWith("- ") ? line : `- ${line}`))
    .join("\n");
  return { text: text.slice(0, from) + changed + text.slice(to), start: from, end: from + changed.length };
}

/** The selected words become the label, and the address is selected to be typed; a selected address becomes the address. */
function makeLink({ text, start, end }: Selected, sample: string): Selected {
  const inside = text.slice(start, end).trim();
  const isAddress = /^https?:\/\/\S+$/i.test(inside);
  const label = isAddress || inside === "" ? sample : inside;
  const address = isAddress ? inside : emptyAddress;
  const made = `[${label}](${address})`;
  const labelAt = start + 1;
  const addressAt = start + label.length + 3;
  return {
    text: text.slice(0, start) + made + text.slice(end),
    start: isAddress ? labelAt : addressAt,
    end: isAddress ? labelAt + label.length : addressAt + address.length,
  };
}
