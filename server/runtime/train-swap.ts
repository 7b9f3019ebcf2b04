import { setImmediate } from "node:timers/promises";
import type { LibraryEntry } from "../answers/entry.ts";
import { withExact } from "../answers/exact.ts";
import { type LearnedPair, withLearned } from "../answers/learned.ts";
import { match } from "../answers/match.ts";
import type { Model } from "../answers/model.ts";
import { restoreModel } from "../answers/model-bytes.ts";

/** Learned pairs read in one turn: about 10 ms. */
const PAIRS_AT_ONCE = 250;

/**
 * Makes a stored or newly trained model ready to answer, in several turns of the event loop so that sends go by between
 * them: read back, laid under the newest entries, told what was learned, asked once (the first match makes its working
 * memory).
 * @throws when the bytes are not a model of this version
 */
export async function readyModel(
  bytes: Uint8Array,
  entries: readonly LibraryEntry[],
  pairs: readonly LearnedPair[] = [],
): Promise<Model> {
  const restored = restoreModel(bytes);
  await setImmediate();
  let model = withExact(restored, entries);
  for (let known = 0; known < pairs.length; ) {
    await setImmediate();
    known += PAIRS_AT_ONCE;
    model = withLearned(model, pairs.slice(0, known));
  }
  await setImmediate();
  match(model, entries[0]?.questions[0] ?? "");
  return model;
}
