const DAY_MS = 86_400_000;

/** Times asked on each of the last days, oldest first and today last; days that are left out count as 0. `day` is UTC. */
export function lastDays(days: readonly { day: string; asked: number }[], count: number, now: number): number[] {
  const asked = new Map(days.map((one) => [one.day, one.asked]));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return asked.get(day) ?? 0;
  });
}
