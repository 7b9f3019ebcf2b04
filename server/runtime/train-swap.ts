import { setImmediate } from "node:timers/promises";
import type { LibraryEntry } from "../answers/entry.ts";
import { withExact } from "../answers/exact.ts";
import { match } from "../answers/match.ts";
import type { Model } from "../answers/model.ts";
import { restoreModel } from "../answers/model-bytes.ts";

/**
 * Makes a stored or newly trained model ready to answer, in several turns of the event loop so that sends go by between
 * them: read back, laid under the newest entries, asked once (the first match makes its working memory).
 * @throws when the bytes are not a model of this version
 */
export async function readyModel(bytes: Uint8Array, entries: readonly LibraryEntry[]): Promise<Model> {
  const restored = restoreModel(bytes);
  await setImmediate();
  const model = withExact(restored, entries);
  await setImmediate();
  match(model, entries[0]?.questions[0] ?? "");
  return model;
}
