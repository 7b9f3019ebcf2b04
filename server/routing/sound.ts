/** R50, R51: whether settings make sense. */
import type { AgentRow, SettingsRow } from "./state.ts";
import { type HoursRow, STRATEGIES, type TeamRules } from "./team-rules.ts";

const isLength = (ms: number): boolean => Number.isFinite(ms) && ms > 0;
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isLevel = (n: number): boolean => Number.isSafeInteger(n) && n >= 1 && n <= 5;
/** In chats. Loads are counted in hundredths, so anything smaller would weigh nothing. */
const isWeight = (weight: number): boolean => Number.isFinite(weight) && weight >= 0.01;
const orNull = (isSound: (n: number) => boolean) => (n: number | null) => n === null || isSound(n);

function isSoundQuiet(warnMs: number | null, closeMs: number | null): boolean {
  if (![warnMs, closeMs].every(orNull(isLength))) return false;
  return warnMs === null || closeMs === null || warnMs < closeMs;
}

export function isSoundSettings(row: SettingsRow): boolean {
  const { graceAgentMs, graceCustomerMs, connectMs, roundRestMs, placeKeptMs, recheckMs } = row;
  if (![graceAgentMs, graceCustomerMs, connectMs, roundRestMs, placeKeptMs, recheckMs].every(isLength)) return false;
  const { chat, request, consult } = row.weights;
  const areWeights = isWeight(chat) && [request, consult].every((weight) => weight === 0 || isWeight(weight));
  return areWeights && isCount(row.creditBoundMs) && isSoundQuiet(row.quietWarnMs, row.quietCloseMs);
}

/** The next turns lie ahead and rise. @param at epoch ms */
export function areSoundHours(hours: HoursRow | null, at: number): boolean {
  return (hours?.turnsAt ?? []).every((turnAt, n, turns) => {
    const before = n === 0 ? at : (turns[n - 1] ?? at);
    return Number.isFinite(turnAt) && turnAt > before;
  });
}

export function isSoundTeam(id: string, rules: TeamRules, at: number): boolean {
  const { overflow, quiet, ladder } = rules;
  const { agentMs, customerMs, supervisorMs, reofferMs, unresponsiveMs, maxHops } = ladder;
  const lengths = [
    ...[rules.needsMs, rules.longWaitMs, rules.wrapUpMs, overflow?.afterMs ?? null],
    ...[agentMs, customerMs, supervisorMs, reofferMs, unresponsiveMs],
  ];
  return (
    isLength(rules.offerMs) &&
    isLength(rules.preferMs) &&
    lengths.every(orNull(isLength)) &&
    orNull(isCount)(rules.maxWaiting) &&
    STRATEGIES.includes(rules.strategy) &&
    orNull(isWeight)(rules.chatWeight) &&
    orNull((n) => Number.isFinite(n) && n >= 0)(rules.memberCapacity) &&
    isLevel(rules.skillLevel) &&
    isCount(rules.vipCreditMs) &&
    areSoundHours(rules.hours, at) &&
    overflow?.toTeamId !== id &&
    (quiet === null || isSoundQuiet(quiet.warnMs, quiet.closeMs)) &&
    isCount(maxHops) &&
    orNull((n) => isCount(n) && n > 0)(rules.lapsesAllowed)
  );
}

export function isSoundAgent({
  capacity,
  languages,
  skills,
}: Pick<AgentRow, "capacity" | "languages" | "skills">): boolean {
  return isCount(capacity) && languages.every((language) => language !== "") && Object.values(skills).every(isLevel);
}
