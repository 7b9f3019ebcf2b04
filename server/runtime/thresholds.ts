import type { Logger } from "../logging.ts";
import { refusalOf } from "../contract/errors.ts";
import { seats } from "../routing/queries.ts";
import type { RoutingState, ThresholdsRow } from "../routing/state.ts";
import {
  DEFAULT_THRESHOLD_SETTINGS,
  shiftedAlike,
  type ThresholdCode,
  type Thresholds,
  thresholdsFor,
} from "../rules/hand-off-thresholds.ts";
import { isThresholdMove } from "../rules/threshold-move.ts";
import { DEFAULT_HAND_OFF } from "../store/site.ts";
import type { Dispatcher } from "./dispatcher.ts";

const LOOK_MS = 1_000;

export interface ThresholdsInForce {
  single: number;
  mean: number;
  reason: ThresholdCode;
  /** Before the shift by idleness. */
  base: Thresholds;
}

const isCode = (code: string): code is ThresholdCode => ["idle", "normal", "busy", "nobody"].includes(code);

/**
 * The thresholds a reply is tested against: the base given, of the category asked about, shifted as the team's damped
 * thresholds last announced are. Without a base: the team's own.
 */
export function thresholdsNow(
  state: RoutingState,
  teamId: string | null,
  base: Thresholds | null = null,
): ThresholdsInForce {
  const row = teamId === null ? null : (state.teams.get(teamId)?.thresholds ?? null);
  if (row !== null) {
    const teamBase = { single: row.baseSingle, mean: row.baseMean };
    const moved = base === null ? row : shiftedAlike(base, row, teamBase, DEFAULT_THRESHOLD_SETTINGS);
    return {
      single: moved.single,
      mean: moved.mean,
      reason: isCode(row.reason) ? row.reason : "normal",
      base: base ?? teamBase,
    };
  }
  const own = base ?? DEFAULT_HAND_OFF;
  const computed = thresholdsFor({
    base: own,
    seats: seats(state, teamId),
    previous: null,
    at: state.meta.at,
    settings: DEFAULT_THRESHOLD_SETTINGS,
  });
  return { single: computed.single, mean: computed.mean, reason: computed.reason.code, base: own };
}

/**
 * Follows the seats: once a second the damped thresholds of every team are computed and announced through the engine when
 * they moved, so that every node tests replies against the same numbers.
 */
export function createThresholdsKeeper(options: {
  dispatcher: Dispatcher;
  /** The learned base of a team. */
  base: (teamId: string) => Thresholds;
  clockOffsetMs: () => number;
  log: Logger;
}): { start(): void; stop(): void; look(): Promise<void> } {
  const { dispatcher, log } = options;
  /** Values between two announcements, so that small steps add up. */
  const damped = new Map<string, { single: number; mean: number; at: number; code: ThresholdCode }>();
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    if (!dispatcher.isReady) return;
    const { state } = dispatcher;
    const at = Math.round(Date.now() + options.clockOffsetMs());
    for (const team of state.teams.values()) {
      const base = options.base(team.id);
      const announced = team.thresholds;
      const kept = damped.get(team.id);
      const code = announced !== null && isCode(announced.reason) ? announced.reason : undefined;
      const previous =
        kept ??
        (announced === null
          ? null
          : {
              single: announced.single,
              mean: announced.mean,
              at: Math.max(announced.at, at - LOOK_MS),
              ...(code === undefined ? {} : { code }),
            });
      const now = thresholdsFor({
        base,
        seats: seats(state, team.id),
        previous,
        at,
        settings: DEFAULT_THRESHOLD_SETTINGS,
      });
      damped.set(team.id, { single: now.single, mean: now.mean, at, code: now.reason.code });
      const thresholds: ThresholdsRow = {
        single: now.single,
        mean: now.mean,
        baseSingle: base.single,
        baseMean: base.mean,
        idleness: now.idleness,
        waiting: now.reason.waiting,
        reason: now.reason.code,
        at,
      };
      if (!isThresholdMove(announced, thresholds)) continue;
      await dispatcher
        .dispatch(
          { type: "thresholds:moved", teamId: team.id, thresholds },
          // Another node announced just now: its numbers stand, ours follow at the next look.
          {
            guard: (current) =>
              (current.teams.get(team.id)?.thresholds?.at ?? 0) > at - LOOK_MS / 2 ? "conflict" : null,
          },
        )
        .catch((error: unknown) => {
          const refusal = refusalOf(error);
          if (refusal?.code === "conflict") damped.delete(team.id);
          else if (refusal === null) log.warn({ err: error }, "thresholds could not be announced");
        });
    }
  }

  return {
    look,
    start() {
      timer = setInterval(
        () => void look().catch((error: unknown) => log.warn({ err: error }, "thresholds could not be looked at")),
        LOOK_MS,
      );
      timer.unref();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
