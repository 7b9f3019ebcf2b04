import type { LibraryEntry } from "#server/answers/entry.ts";
import { createRandom, type Random } from "#server/answers/random.ts";

/** A made-up library, half English-like, half Chinese, with questions that its entries answer but do not have. */
export interface SyntheticLibrary {
  readonly entries: LibraryEntry[];
  readonly asked: readonly { readonly text: string; readonly answerId: string }[];
}

const SYLLABLES =
  "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za tion ing ment pre con ter al er st or".split(" ");
const ENGLISH_WORDS = 6_000;
const HAN_FIRST = 0x4e00;
const HAN_USED = 2_500;
const FRAMES = [
  "how do i # my # ?",
  "can you tell me about # and #",
  "i want to # the # because of #",
  "what is the # for # please",
  "my # does not # , what now",
  "where can i find # #",
];
const HAN_FRAMES = [
  "怎么#我的#？",
  "请问#和#是什么",
  "我想#这个#因为#",
  "#的#多少钱",
  "我的#不能#了怎么办",
  "哪里可以#",
];

/** Words as rare as words are: the n-th about n times rarer than the first (Zipf). */
function zipf(count: number, random: Random): number {
  return Math.min(count - 1, Math.floor(count ** random()) - 1);
}

function englishWord(rank: number): string {
  const random = createRandom(rank + 17);
  const parts = 1 + Math.floor(random() * 3);
  return Array.from({ length: parts + 1 }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!).join("");
}

function hanWord(rank: number): string {
  const random = createRandom(rank + 71);
  return Array.from({ length: 2 }, () => String.fromCharCode(HAN_FIRST + zipf(HAN_USED, random) * 7)).join("");
}

/** Makes a library of so many similar questions; the same numbers make the same library. */
export function syntheticLibrary(questions: number, entryCount: number, askedCount: number): SyntheticLibrary {
  const random = createRandom(questions);
  const words = Array.from({ length: ENGLISH_WORDS }, (_, rank) => englishWord(rank));
  const hanWords = Array.from({ length: ENGLISH_WORDS }, (_, rank) => hanWord(rank));
  const topics = Array.from({ length: entryCount }, () =>
    Array.from({ length: 6 }, () => Math.floor(random() * ENGLISH_WORDS)),
  );
  const ask = (entry: number): string => {
    const isHan = entry % 2 === 1;
    const frames = isHan ? HAN_FRAMES : FRAMES;
    const lexicon = isHan ? hanWords : words;
    const frame = frames[Math.floor(random() * frames.length)]!;
    return frame.replaceAll("#", () => {
      const isTopic = random() < 0.75;
      const rank = isTopic ? topics[entry]![Math.floor(random() * 6)]! : zipf(ENGLISH_WORDS, random);
      return lexicon[rank]!;
    });
  };
  const entries = Array.from({ length: entryCount }, (_, entry): LibraryEntry => {
    const own = Math.floor(((entry + 1) * questions) / entryCount) - Math.floor((entry * questions) / entryCount);
    return {
      id: `00000000-0000-7000-8000-${String(entry).padStart(12, "0")}`,
      kind: "answer",
      language: entry % 2 === 1 ? "zh" : "en",
      questions: Array.from({ length: own }, () => ask(entry)),
    };
  });
  const asked = Array.from({ length: askedCount }, () => {
    const entry = Math.floor(random() * entryCount);
    return { text: ask(entry), answerId: entries[entry]!.id };
  });
  return { entries, asked };
}
