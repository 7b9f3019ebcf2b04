/** What can fall due, in the order in which things due at the same instant are handled. */
export const DEADLINE = {
  agentGrace: 0,
  customerGrace: 1,
  connect: 2,
  offer: 3,
  quietWarn: 4,
  quietClose: 5,
  rest: 6,
} as const;

export type DeadlineKind = (typeof DEADLINE)[keyof typeof DEADLINE];
