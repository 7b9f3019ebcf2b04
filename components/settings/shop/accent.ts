import { contrast } from "#components/ui/brand-colour.ts";

type Rgb = readonly [number, number, number];
const white: Rgb = [255, 255, 255];
const darkSurface: Rgb = [27, 26, 24];

/** `#rrggbb`, with or without the sign, in any case; three digits are doubled. Null for anything else. */
export function readHex(text: string): string | null {
  const digits = text.trim().replace(/^#/, "").toLowerCase();
  const six = /^[\da-f]{3}$/.test(digits) ? [...digits].map((digit) => digit + digit).join("") : digits;
  return /^[\da-f]{6}$/.test(six) ? `#${six}` : null;
}

/** How a colour will do as the shop's accent. The chat always stays readable: it bends the colour where it must. */
export interface AccentHint {
  /** White words on the colour, 1 to 21. */
  onWhite: number;
  /** `good`: used as it is. `darkWords`: dark words stand on it. `pale`: darkened on light pages. `deep`: lightened on dark ones. */
  verdict: "good" | "darkWords" | "pale" | "deep";
}

export function accentHint(hex: string): AccentHint {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const colour: Rgb = [part(1), part(3), part(5)];
  const onWhite = contrast(colour, white);
  if (onWhite < 1.6) return { onWhite, verdict: "pale" };
  if (contrast(colour, darkSurface) < 1.6) return { onWhite, verdict: "deep" };
  return { onWhite, verdict: onWhite < 4.5 ? "darkWords" : "good" };
}
