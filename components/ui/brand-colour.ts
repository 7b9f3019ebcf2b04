import type { CSSProperties } from "react";

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
const ink: Rgb = [29, 26, 22];
// What the chat stands on, in the two themes.
const surfaces = { light: white, dark: [27, 26, 24] as Rgb };

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

/**
 * A site's own colour (`#rrggbb`) as overrides of the accent and bubble roles, for an element's `style`. Whatever the
 * colour, words on it and in it stay readable (4.5:1) in both themes. Something that is no colour changes nothing.
 */
export function brandStyle(hex: string): CSSProperties {
  const brand = parse(hex);
  if (!brand) return {};
  const light = palette(brand, surfaces.light, black);
  const dark = palette(brand, surfaces.dark, white);
  const roles = Object.keys(light) as (keyof typeof light)[];
  return Object.fromEntries(
    roles.map((role) => [`--color-${role}`, `light-dark(${css(light[role])}, ${css(dark[role])})`]),
  );
}

function palette(brand: Rgb, surface: Rgb, away: Rgb) {
  const solid = until(brand, away, (colour) => contrast(colour, surface) >= 1.6);
  const soft = mix(surface, solid, 0.1);
  const onSolid = contrast(solid, white) >= 4.5 ? white : readable(solid);
  const text = until(solid, away, (colour) => contrast(colour, surface) >= 4.6 && contrast(colour, soft) >= 4.6);
  return {
    accent: solid,
    "accent-hover": mix(solid, onSolid === white ? black : white, 0.12),
    "on-accent": onSolid,
    "accent-text": text,
    "accent-soft": soft,
    "accent-border": mix(surface, solid, 0.32),
    "bubble-out": solid,
    "on-bubble-out": onSolid,
    ring: text,
    degree: text,
  };
}

/** Dark ink where it can be read, else white: one of the two always reaches 4.5 against any colour. */
function readable(background: Rgb): Rgb {
  return contrast(background, ink) >= 4.5 ? ink : contrast(background, white) >= 4.5 ? white : black;
}

/** The colour moved towards another in small steps until it is good enough. */
function until(colour: Rgb, towards: Rgb, isGood: (colour: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(colour, towards, share);
    if (isGood(candidate)) return candidate;
  }
  return towards;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(a[index] + (b[index] - a[index]) * share);
  return [part(0), part(1), part(2)];
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function parse(hex: string): Rgb | undefined {
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex.trim());
  if (!parts) return undefined;
  const part = (index: number) => Number.parseInt(parts[index] ?? "0", 16);
  return [part(1), part(2), part(3)];
}

function css(colour: Rgb): string {
  return `rgb(${colour.join(" ")})`;
}
