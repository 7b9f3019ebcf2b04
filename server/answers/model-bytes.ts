import { type View, ORDER, SPELLING } from "./corpus.ts";
import type { AnswerKind, LibraryEntry } from "./entry.ts";
import { exactTable } from "./exact-table.ts";
import { MODEL_VERSION, type Model } from "./model.ts";
import { indexSystem } from "./system-words.ts";
import type { Weights } from "./weights.ts";

const KINDS: readonly AnswerKind[] = ["answer", "person", "greeting", "thanks"];
const VIEWS: readonly View[] = [SPELLING, ORDER];

type NumberArray = Float64Array | Float32Array | Uint32Array;

interface Header {
  readonly version: number;
  readonly seed: number;
  /** Every entry with its kind as a number in `KINDS`, by its number in the exact table. */
  readonly ids: readonly string[];
  readonly kinds: readonly number[];
  readonly system: readonly LibraryEntry[];
  readonly documents: number;
  readonly members: readonly { readonly view: number; readonly rows: Weights["rows"]; readonly entries: number }[];
  /** Of each array, in order: how its numbers are written and how many there are. */
  readonly arrays: readonly (readonly ["f64" | "f32" | "u32", number])[];
}

const ALIGNMENT = 8;

/**
 * Writes a model as bytes: length of the header (32 bits, little-endian), the header as JSON in UTF-8 with spaces up to a
 * multiple of 8, then the numbers in the machine's order (little-endian on every machine Node runs on). For models
 * as they were trained: what was laid over one since is not in its bytes.
 */
export function serialiseModel(model: Model): Uint8Array<ArrayBuffer> {
  const parts = serialisedParts(model);
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** The same bytes in parts, the numbers where they are in the model: for writing them somewhere without a copy. */
export function serialisedParts(model: Model): Uint8Array[] {
  const { version, seed, library, scorer } = model;
  const arrays = arraysOf(model);
  const head: Header = {
    version,
    seed,
    ids: library.table.ids,
    kinds: library.table.ids.map((id) => Math.max(0, KINDS.indexOf(library.kinds.get(id) ?? "answer"))),
    system: library.system.source,
    documents: scorer?.documents ?? 0,
    members: (scorer?.members ?? []).map(({ weights }, at) => ({
      view: VIEWS.indexOf(scorer!.views[at]!),
      rows: weights.rows,
      entries: weights.entries,
    })),
    arrays: arrays.map((array) => [kindOf(array), array.length]),
  };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const first = Math.ceil((4 + json.length) / ALIGNMENT) * ALIGNMENT;
  const start = new Uint8Array(first).fill(0x20, 4);
  new DataView(start.buffer).setUint32(0, first - 4, true);
  start.set(json, 4);
  return [start, ...arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength))];
}

/**
 * Reads a model back. Its numbers stay where they are in the given bytes (which must not be changed afterwards), so this is
 * a matter of milliseconds for any size; bytes that do not begin at a multiple of 8 are copied first.
 * @throws when they are not a model of this version
 */
export function restoreModel(stored: Uint8Array): Model {
  const bytes = stored.byteOffset % ALIGNMENT === 0 ? stored : stored.slice();
  const { byteOffset } = bytes;
  const buffer = bytes.buffer as ArrayBuffer;
  const first = bytes.length < 4 ? Number.NaN : 4 + new DataView(buffer, byteOffset).getUint32(0, true);
  if (!(first <= bytes.length)) throw new Error("These bytes are not an answer model.");
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, first))) as Header;
  if (head.version !== MODEL_VERSION)
    throw new Error(`This answer model has version ${head.version}, not ${MODEL_VERSION}.`);
  const { ids, kinds, members, documents } = head;
  let at = byteOffset + first;
  const arrays = head.arrays.map(([kind, length]): NumberArray => {
    const Kind = { f64: Float64Array, f32: Float32Array, u32: Uint32Array }[kind];
    const array = new Kind(buffer, at, length);
    at += array.byteLength;
    return array;
  });
  const take = <Kind extends NumberArray>() => arrays.shift() as Kind;
  const calibration = take<Float64Array>();
  const table = exactTable(ids, take<Uint32Array>(), take<Uint32Array>());
  const answerIds = [...take<Uint32Array>()].map((number) => ids[number]!);
  const neighbours = {
    starts: take<Uint32Array>(),
    questions: take<Uint32Array>(),
    values: take<Float32Array>(),
    labels: take<Uint32Array>(),
    sizes: take<Uint32Array>(),
  };
  const vocabularies: Uint32Array[] = [];
  const restored = members.map(({ rows, entries }) => {
    vocabularies.push(take<Uint32Array>());
    return { idf: take<Float32Array>(), weights: { rows, entries, table: take<Float32Array>() } };
  });
  return {
    version: head.version,
    seed: head.seed,
    answerIds,
    numbers: new Map(answerIds.map((id, number) => [id, number])),
    vocabularies,
    calibration,
    scorer:
      restored.length === 0
        ? null
        : { members: restored, views: members.map(({ view }) => VIEWS[view]!), documents, neighbours },
    library: {
      kinds: new Map(ids.map((id, number) => [id, KINDS[kinds[number]!]!])),
      table,
      stale: new Set(),
      newOwners: new Map(),
      newQuestions: [],
      system: indexSystem(head.system),
    },
    learned: null,
    fresh: null,
  };
}

function arraysOf({ calibration, vocabularies, scorer, answerIds, library }: Model): NumberArray[] {
  const none = new Uint32Array();
  const nothing = new Float32Array();
  const near = scorer?.neighbours;
  return [
    calibration,
    library.table.fingerprints,
    library.table.slots,
    Uint32Array.from(answerIds, (id) => library.table.numbers.get(id)!),
    near?.starts ?? none,
    near?.questions ?? none,
    near?.values ?? nothing,
    near?.labels ?? none,
    near?.sizes ?? none,
    ...(scorer?.members ?? []).flatMap(({ idf, weights }, at) => [vocabularies[at]!, idf, weights.table]),
  ];
}

function kindOf(array: NumberArray): "f64" | "f32" | "u32" {
  if (array instanceof Float64Array) return "f64";
  return array instanceof Float32Array ? "f32" : "u32";
}
