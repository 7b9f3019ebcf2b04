/**
 * A script without its comment lines and indentation. Only whole lines are touched, so the source must not begin a line
 * inside a string or template with `//`, nor break a string over lines; the loader has neither.
 */
export function smallScript(source: string): string {
  const lines = source.split("\n").map((line) => line.trim());
  return `${lines.filter((line) => line !== "" && !line.startsWith("//")).join("\n")}\n`;
}
