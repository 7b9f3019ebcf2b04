import type { SetLine } from "./measure-set.ts";

interface Goal {
  readonly least?: Partial<Record<keyof SetLine, number>>;
  readonly most?: Partial<Record<keyof SetLine, number>>;
}

/** What must hold, by set (issue 4); other sets are only measured. */
const GOALS: Readonly<Record<string, Goal>> = {
  banking77: { least: { top1: 91, top3: 97.5, cov95: 84 }, most: { ece: 6 } },
  clinc150: { least: { top1: 92.5, okAuroc: 96.5, cov95: 84 }, most: { fpr95: 17, ece: 6 } },
  "banking77-near": { least: { okAuroc: 92, cov95: 72 }, most: { fpr95: 42, ece: 6 } },
  "hint3-sofmattress": { most: { ece: 18 } },
  "xsid-zh": { least: { top1: 91 } },
};

/** What a set's line misses, in words. */
export function breachesOf(line: { readonly set: string } & SetLine): string[] {
  const { least = {}, most = {} } = GOALS[line.set] ?? {};
  const low = (Object.entries(least) as [keyof SetLine, number][])
    .filter(([name, limit]) => (line[name] ?? limit) < limit)
    .map(([name, limit]) => `${line.set}: ${name} ${line[name]} is below ${limit}`);
  const high = (Object.entries(most) as [keyof SetLine, number][])
    .filter(([name, limit]) => (line[name] ?? limit) > limit)
    .map(([name, limit]) => `${line.set}: ${name} ${line[name]} is above ${limit}`);
  return [...low, ...high];
}
