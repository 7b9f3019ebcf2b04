import { createRandom, type Random } from "#server/answers/random.ts";

/** Draws from the distributions of a shop's day; each takes its numbers from a seeded generator and nowhere else. */

/** Time until the next of things that happen independently of each other. */
export function exponential(random: Random, mean: number): number {
  return -Math.log(1 - random()) * mean;
}

/**
 * Log-normal by its mean and the deviation of its logarithm: how long people take, and how long they wait (Brown et al.,
 * "Statistical analysis of a telephone call center", 2005, found talks to be so). Normal by Box and Muller (1958).
 */
export function logNormal(random: Random, mean: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(sigma * normal - (sigma * sigma) / 2);
}

/** A generator of its own for one part of a day: what one part draws changes nothing in another. */
export function streamOf(seed: number, part: number, number = 0): Random {
  // Neighbouring seeds of mulberry32 give unlike streams only after mixing (fmix32 of MurmurHash3, Appleby).
  let mixed = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return createRandom((mixed ^ (mixed >>> 16)) >>> 0);
}

/** The same for something that has a name instead of a number (FNV-1a of it). */
export function streamNamed(seed: number, part: number, name: string): Random {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return streamOf(seed, part, hash | 0);
}
