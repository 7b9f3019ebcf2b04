/**
 * Ids of what the engine creates: a pure function of the event, so that the same events give
 * the same ids everywhere, laid out as UUIDv7 (RFC 9562), so that they sort by time in SQL.
 *
 * 48 bits are the event's `at`, 6 bits version and variant, 74 bits hash of (event id, count):
 * four 32-bit lanes of FNV-1a (Fowler, Noll, Vo) with different bases, each finished with
 * MurmurHash3's fmix32 (Appleby). Event ids are unique, so this need not resist an attacker.
 */

/** FNV-1a over UTF-16 units with a lane-dependent basis, finished with fmix32; unsigned 32 bit. */
export function hash32(text: string, lane: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(lane, 0x9e3779b1)) | 0;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The id of the `count`-th thing the event creates.
 * @param at epoch milliseconds of the event
 */
export function deriveId(eventId: string, at: number, count: number): string {
  const source = `${eventId}/${count}`;
  const time = Math.trunc(at).toString(16).padStart(12, "0");
  const lanes = [1, 2, 3].map((lane) => hash32(source, lane).toString(16).padStart(8, "0")).join("");
  const variant = (8 + (hash32(source, 4) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${lanes.slice(0, 3)}-${variant}${lanes.slice(3, 6)}-${lanes.slice(6, 18)}`;
}
