/** What can fall due, in the order in which things due at the same instant are handled. */
export const DEADLINE = {
  agentGrace: 0,
  customerGrace: 1,
  connect: 2,
  offer: 3,
  quietWarn: 4,
  quietClose: 5,
  rest: 6,
  teamHours: 7,
  availabilityEnd: 8,
  leaving: 9,
  wrapUp: 10,
  preferred: 11,
  needs: 12,
  overflow: 13,
  longWait: 14,
  promise: 15,
  ladder: 16,
} as const;

export type DeadlineKind = (typeof DEADLINE)[keyof typeof DEADLINE];
