const han = /\p{Script=Han}+/u;

/**
 * What stands for a name in an avatar: of a Chinese name the last two signs (欧阳嘉怡 → 嘉怡, also when a Latin spelling
 * follows), of others the first letters of the first and the last word, of nothing a middle dot.
 */
export function initials(name: string): string {
  const chinese = han.exec(name)?.[0];
  if (chinese) return [...chinese].slice(-2).join("");
  const words = name.split(/[\s_.]+/).map((word) => [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)));
  const letters = words.filter((letter) => letter !== undefined);
  const ends = letters.length > 1 ? [letters[0], letters.at(-1)] : letters;
  return ends.join("").toLocaleUpperCase() || "·";
}
