/** What a stretch of messages was asked to be (`people-process.ts`). */
export interface PaceOrder {
  /** 0: as fast as each conversation answers, one at a time in each. */
  perSecond: number;
  seconds: number;
  isKeepingIds: boolean;
  hasCursors: boolean;
  /** How long answers are waited for after the last send. */
  patienceMs: number;
}

/** What it was. */
export interface PaceFigures {
  sent: number;
  acknowledged: number;
  slowDowns: number;
  /** Codes of other refusals, and connections that ended. */
  faults: Record<string, number>;
  tookMs: number;
  ackMs: number[];
  deliveryMs: number[];
  /** Sent at (ms since the pace began) of each number in `ackMs`. */
  sentAtMs: number[];
  /** Client ids of what was acknowledged, when asked for. */
  clientIds: string[];
}

export const newFigures = (): PaceFigures => ({
  sent: 0,
  acknowledged: 0,
  slowDowns: 0,
  faults: {},
  tookMs: 0,
  ackMs: [],
  deliveryMs: [],
  sentAtMs: [],
  clientIds: [],
});
