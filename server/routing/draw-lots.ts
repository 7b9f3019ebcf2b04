/** The one source of chance: a generator kept in the state, so that the same events draw the same lots. */
import type { RoutingState } from "./state.ts";

/** A number in [0, n). mulberry32 (Tommy Ettinger, public domain), its state in `meta.rng`. */
export function drawBelow(state: RoutingState, n: number): number {
  const rng = (state.meta.rng + 0x6d2b79f5) >>> 0;
  state.meta = { ...state.meta, rng };
  let t = Math.imul(rng ^ (rng >>> 15), rng | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
}
