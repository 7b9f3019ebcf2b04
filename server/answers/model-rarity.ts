import { rarestOf } from "./corpus.ts";
import type { Rarity } from "./likeness.ts";
import type { Model } from "./model.ts";
import { entriesOf } from "./scorer.ts";
import { findFeature } from "./vocabulary.ts";

/** How rare a feature is in the library a model was trained on; what it never saw is rarest. */
export function rarityIn({ vocabularies, scorer }: Model): Rarity {
  const [vocabulary] = vocabularies;
  if (!scorer || !vocabulary) return () => 1;
  const { idf } = scorer.members[0]!;
  const unknown = rarestOf(entriesOf(scorer));
  return (hash) => {
    const id = findFeature(vocabulary, hash);
    return (id < 0 ? 0 : idf[id]!) || unknown;
  };
}
