/** What a run must not find, by name; each finding is one line that says where. */
export const checkNames = [
  "lost",
  "duplicated",
  "outOfOrder",
  "phantom",
  "divergedViews",
  "doubleOwners",
  "stuck",
  "capacityBreaches",
  "leakedSeats",
  "engineDifferences",
  "unexpectedExits",
] as const;
export type CheckName = (typeof checkNames)[number];
export type Findings = Record<CheckName, string[]>;

export const noFindings = (): Findings =>
  Object.fromEntries(checkNames.map((name) => [name, []])) as unknown as Findings;
