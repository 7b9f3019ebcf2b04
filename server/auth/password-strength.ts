import { commonWords, walks } from "./common-passwords.ts";

export const PASSWORD_MIN_LENGTH = 8;

/** Digits and signs written for letters. */
const written: Record<string, string> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
  "(": "c",
  "€": "e",
};

const reversed = (text: string): string => Array.from(text).reverse().join("");
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");
/** Without what is put around a word: digits, years, signs. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
const asLetters = (text: string, one: string): string =>
  Array.from(text, (sign) => (sign === "1" ? one : (written[sign] ?? sign))).join("");

/** One sign, or one group of at most four, over and over: `aaaaaaaa`, `abcabcabc`, `12121212`. */
function isRepeated(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/u.test(text) && new Set(text).size <= 4;
}

/** Made only of stretches of at least three signs along a keyboard row, the alphabet or the digits, either way. */
function isWalk(text: string): boolean {
  const ways = walks.flatMap((walk) => [walk, reversed(walk)]);
  let rest = text;
  while (rest.length > 0) {
    let length = rest.length;
    while (length >= 3 && !ways.some((way) => way.includes(rest.slice(0, length)))) length -= 1;
    // A single sign left over does not make it a secret.
    if (length < 3) return rest.length <= 1 && text.length > 3;
    rest = rest.slice(length);
  }
  return true;
}

/** A common word, or two in a row, or one doubled. */
function isCommonWord(text: string): boolean {
  if (commonWords.has(text)) return true;
  for (let at = 3; at <= text.length - 3; at += 1) {
    if (commonWords.has(text.slice(0, at)) && commonWords.has(text.slice(at))) return true;
  }
  return false;
}

/**
 * Why a password is refused, or null. `personal`: words that name its owner (e-mail, name, shop); they are no secret.
 * Refused: short ones, the commonest ones with whatever digits and signs around them, dates and numbers, walks over
 * the keyboard, repetitions, and those made of the owner's own words.
 */
export function passwordFault(
  password: string,
  personal: readonly string[] = [],
): "short" | "common" | "personal" | null {
  if (Array.from(password).length < PASSWORD_MIN_LENGTH) return "short";
  const text = password.normalize("NFKC").toLowerCase();
  const plain = bare(text);
  const forms = new Set([text, plain, core(text), core(plain)]);
  for (const form of Array.from(forms))
    for (const one of ["l", "i"])
      forms
        .add(asLetters(form, one))
        .add(core(asLetters(form, one)))
        .add(asLetters(core(form), one));
  for (const form of forms) {
    if (form.length === 0) continue;
    if (isCommonWord(form) || isCommonWord(reversed(form))) return "common";
  }
  // Numbers and dates of any length up to a telephone's: guessed first of all.
  if (/^\d{0,12}$/.test(plain) || isRepeated(text) || isRepeated(plain) || isWalk(text) || isWalk(plain))
    return "common";
  const own = personal
    .flatMap((word) => [bare(word.toLowerCase()), ...word.toLowerCase().split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length >= 3);
  for (const form of [plain, core(plain), asLetters(plain, "l"), asLetters(plain, "i")]) {
    let rest = form;
    for (const word of own.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
    if (rest !== form && rest.replace(/\d+/g, "").length < 4) return "personal";
  }
  return null;
}
