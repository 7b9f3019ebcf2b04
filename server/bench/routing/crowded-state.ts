import { emptyRows, rebuild } from "#server/routing/rows.ts";
import { DEFAULT_OFFER_MS, type RoutingState } from "#server/routing/state.ts";
import { step } from "#server/routing/step.ts";
import type { EventDraft } from "#server/runtime/decision.ts";
import { CAPACITY, type Conversation, type CrowdedShop, idOf, languageOfAgent, withLanguage } from "./shop-size.ts";

/** A hand-off as a customer who is there asks for it; degrees differ, so places in line do. */
export function handOffOf(
  { id, customerId, teamId, language }: Conversation,
  epoch: string,
  count: number,
): EventDraft {
  return {
    type: "handoff:requested",
    conversationId: id,
    customerId,
    teamId,
    degree: (count * 0.618_034) % 1,
    customerPresentOn: [epoch],
    turnSeq: 1,
    former: null,
    preferAgentId: null,
    ...(language === undefined ? {} : { language }),
  };
}

/**
 * The engine's state of the shop, made by the engine itself: every chat served, everybody else in line, no offer open.
 * @param isWithNeeds agents speak one of two languages, and every third who waits needs one of them
 */
export function crowdedState(shop: CrowdedShop, openedAt: number, isWithNeeds = false): RoutingState {
  const state = rebuild(emptyRows());
  let at = openedAt;
  let count = 0;
  const tell = (draft: EventDraft): void => {
    count += 1;
    const result = step(state, { ...draft, id: idOf("event", count), at });
    if (!result.ok) throw new Error(`${draft.type} was refused: ${result.code}`);
  };
  const teams = (isAutoAccept: boolean): void => {
    for (const { id, agentIds } of shop.teams)
      tell({
        type: "team:changed",
        team: { id, agentIds, offerMs: DEFAULT_OFFER_MS, isAutoAccept, isLanguageMatched: isWithNeeds },
      });
  };
  for (const [number, agentId] of shop.agentIds.entries()) {
    at += 1;
    const languages = isWithNeeds ? [languageOfAgent(number)] : [];
    tell({ type: "agent:changed", agentId, capacity: CAPACITY, isEnabled: true, languages });
    tell({ type: "person:arrived", person: "agent", agentId, nodeEpoch: shop.epoch });
    tell({ type: "availability:set", agentId, availability: "available", busyReason: null, byId: null });
  }
  teams(true);
  for (const conversation of shop.served) {
    at += 1;
    tell(handOffOf(conversation, shop.epoch, count));
    tell({ type: "connection:acknowledged", conversationId: conversation.id });
  }
  teams(false);
  for (const [number, conversation] of shop.waiting.entries()) {
    at += 1;
    const asked = isWithNeeds ? withLanguage(conversation, number) : conversation;
    tell(handOffOf(asked, shop.epoch, count));
  }
  return state;
}
