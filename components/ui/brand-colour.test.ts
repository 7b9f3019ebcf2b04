import { describe, expect, it } from "vitest";
import { brandStyle, contrast } from "./brand-colour.ts";

type Rgb = [number, number, number];

/** Both themes' colours of a role: `light-dark(rgb(…), rgb(…))`. */
function both(style: object, role: string): { light: Rgb; dark: Rgb } {
  const value = String(Reflect.get(style, `--color-${role}`));
  const [light, dark] = [...value.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map((m) => m.slice(1, 4).map(Number) as Rgb);
  if (!light || !dark) throw new Error(`${role}: ${value}`);
  return { light, dark };
}

describe("brandStyle", () => {
  const surfaces = { light: [255, 255, 255], dark: [27, 26, 24] } as const satisfies Record<string, Rgb>;

  it("keeps words readable on and in any colour, in both themes", () => {
    for (let red = 0; red <= 255; red += 51) {
      for (let green = 0; green <= 255; green += 51) {
        for (let blue = 0; blue <= 255; blue += 51) {
          const hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
          const style = brandStyle(hex);
          for (const theme of ["light", "dark"] as const) {
            const colour = (role: string) => both(style, role)[theme];
            expect(
              contrast(colour("on-bubble-out"), colour("bubble-out")),
              `${hex} ${theme} bubble`,
            ).toBeGreaterThanOrEqual(4.5);
            expect(contrast(colour("accent-text"), surfaces[theme]), `${hex} ${theme} text`).toBeGreaterThanOrEqual(
              4.5,
            );
            expect(
              contrast(colour("accent-text"), colour("accent-soft")),
              `${hex} ${theme} soft`,
            ).toBeGreaterThanOrEqual(4.5);
            expect(contrast(colour("bubble-out"), surfaces[theme]), `${hex} ${theme} edge`).toBeGreaterThan(1.5);
          }
        }
      }
    }
  });

  it("keeps a colour that is fine as it is", () => {
    expect(both(brandStyle("#2f5bd8"), "accent").light).toEqual([47, 91, 216]);
  });

  it("changes nothing for what is no colour", () => {
    expect(brandStyle("red; background: url(//evil.example)")).toEqual({});
  });
});
