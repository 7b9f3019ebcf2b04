import { rarityOver, SketchIndex, sketchOf } from "./likeness.ts";
import { exactKey } from "./text.ts";

/** A question somebody asked. */
export interface AskedText {
  readonly id: string;
  readonly text: string;
}

/** Questions that ask for the same thing. */
export interface QuestionGroup {
  /** The question most like all others of the group: what the group is called. */
  readonly labelId: string;
  /** All its questions, the label first, then by falling likeness to it. */
  readonly ids: readonly string[];
}

/** From this cosine on two questions are one group's. */
const ALIKE = 0.42;

/**
 * Groups similar questions, in any language, by star clustering (Aslam, Pelekhov & Rus 1998): the question most alike to
 * others becomes a star and takes them along, again and again, so no chain of small steps joins strangers. Every question
 * is in one group, alone if nothing is like it; the largest groups come first. The same questions give the same groups in any order.
 */
export function groupQuestions(asked: readonly AskedText[], alike = ALIKE): QuestionGroup[] {
  const sorted = [...asked].sort((a, b) => (a.id < b.id ? -1 : 1));
  // Word for word the same question is looked at once.
  const byKey = new Map<string, AskedText[]>();
  for (const one of sorted) {
    const key = exactKey(one.text) ?? `\u0000${one.text.trim()}`;
    const known = byKey.get(key);
    if (known) known.push(one);
    else byKey.set(key, [one]);
  }
  const distinct = [...byKey.values()];
  const rarity = rarityOver(distinct.map(([one]) => one!.text));
  const sketches = distinct.map(([one]) => sketchOf(one!.text, rarity));
  const index = new SketchIndex();
  for (const sketch of sketches) index.add(sketch);
  const links = sketches.map((sketch, own) =>
    [...index.near(sketch)].filter(([other, cosine]) => other !== own && cosine >= alike),
  );
  const strengths = links.map((near, own) =>
    near.reduce((sum, [other, cosine]) => sum + cosine * distinct[other]!.length, distinct[own]!.length),
  );
  const order = distinct.map((_, at) => at).sort((a, b) => strengths[b]! - strengths[a]! || a - b);
  const taken = new Set<number>();
  const groups: QuestionGroup[] = [];
  for (const star of order) {
    if (taken.has(star)) continue;
    taken.add(star);
    const members = links[star]!.filter(([other]) => !taken.has(other)).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    for (const [other] of members) taken.add(other);
    const ids = [star, ...members.map(([other]) => other)].flatMap((at) => distinct[at]!.map(({ id }) => id));
    groups.push({ labelId: ids[0]!, ids });
  }
  return groups.sort((a, b) => b.ids.length - a.ids.length || (a.labelId < b.labelId ? -1 : 1));
}
