import type { AnswerKind } from "./entry.ts";
import { MODEL_VERSION, type Model } from "./model.ts";
import type { Weights } from "./weights.ts";

/** Numeric arrays of a model, in the order they are written. 64-bit ones come first: all stay aligned. */
const ARRAYS = {
  calibration: Float64Array,
  vocabulary: Uint32Array,
  idf: Float32Array,
  table: Float32Array,
  starts: Uint32Array,
  questions: Uint32Array,
  values: Float32Array,
  labels: Uint32Array,
  sizes: Uint32Array,
} as const;
type ArrayName = keyof typeof ARRAYS;
type Arrays = {
  [Name in ArrayName]: (typeof ARRAYS)[Name] extends Float64ArrayConstructor
    ? Float64Array
    : (typeof ARRAYS)[Name] extends Float32ArrayConstructor
      ? Float32Array
      : Uint32Array;
};
const NAMES = Object.keys(ARRAYS) as ArrayName[];

interface Header {
  readonly version: number;
  readonly seed: number;
  readonly answerIds: readonly string[];
  readonly kinds: readonly (readonly [string, AnswerKind])[];
  readonly owners: readonly (readonly [string, readonly string[]])[];
  readonly fitted: { readonly documents: number; readonly rows: Weights["rows"]; readonly entries: number } | null;
  readonly lengths: Readonly<Record<ArrayName, number>>;
}

const ALIGNMENT = 8;

/**
 * Writes a model as bytes: length of the header (32 bits, little-endian), the header as JSON in UTF-8 with spaces up to a
 * multiple of 8, then the numbers in the machine's order (little-endian on every machine Node runs on).
 */
export function serialiseModel(model: Model): Uint8Array {
  const arrays = arraysOf(model);
  const lengths = Object.fromEntries(NAMES.map((name) => [name, arrays[name].length])) as Record<ArrayName, number>;
  const { version, seed, answerIds, library, scorer } = model;
  const fitted = scorer && { documents: scorer.documents, rows: scorer.weights.rows, entries: scorer.weights.entries };
  const head: Header = {
    version,
    seed,
    answerIds,
    kinds: [...library.kinds],
    owners: [...library.owners],
    fitted,
    lengths,
  };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const first = Math.ceil((4 + json.length) / ALIGNMENT) * ALIGNMENT;
  const total = NAMES.reduce((sum, name) => sum + arrays[name].byteLength, first);
  const bytes = new Uint8Array(total).fill(0x20, 4, first);
  new DataView(bytes.buffer).setUint32(0, first - 4, true);
  bytes.set(json, 4);
  let at = first;
  for (const name of NAMES) {
    const { buffer, byteOffset, byteLength } = arrays[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/**
 * Reads a model back; the bytes may lie anywhere in their buffer.
 * @throws when they are not a model of this version
 */
export function restoreModel(stored: Uint8Array): Model {
  const bytes = stored.slice();
  const first = bytes.length < 4 ? Number.NaN : 4 + new DataView(bytes.buffer).getUint32(0, true);
  if (!(first <= bytes.length)) throw new Error("These bytes are not an answer model.");
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, first))) as Header;
  if (head.version !== MODEL_VERSION)
    throw new Error(`This answer model has version ${head.version}, not ${MODEL_VERSION}.`);
  let at = first;
  const take = <Name extends ArrayName>(name: Name): Arrays[Name] => {
    const array = new ARRAYS[name](bytes.buffer, at, head.lengths[name]);
    at += array.byteLength;
    return array as Arrays[Name];
  };
  const arrays = Object.fromEntries(NAMES.map((name) => [name, take(name)])) as Arrays;
  const { calibration, vocabulary, idf, table, starts, questions, values, labels, sizes } = arrays;
  return {
    version: head.version,
    seed: head.seed,
    answerIds: head.answerIds,
    vocabulary,
    calibration,
    scorer: head.fitted && {
      idf,
      documents: head.fitted.documents,
      weights: { rows: head.fitted.rows, entries: head.fitted.entries, table },
      neighbours: { starts, questions, values, labels, sizes },
    },
    library: { owners: new Map(head.owners), kinds: new Map(head.kinds) },
  };
}

function arraysOf({ calibration, vocabulary, scorer }: Model): Arrays {
  const none = new Uint32Array();
  const nothing = new Float32Array();
  const { starts, questions, values, labels, sizes } = scorer?.neighbours ?? {
    starts: none,
    questions: none,
    values: nothing,
    labels: none,
    sizes: none,
  };
  const table = scorer?.weights.table ?? nothing;
  return { calibration, vocabulary, idf: scorer?.idf ?? nothing, table, starts, questions, values, labels, sizes };
}
