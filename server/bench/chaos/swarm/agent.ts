/** An agent: accepts, declines or ignores, chats several at once, notes, hands on, closes, goes busy, leaves and comes back. */
import { queueNote, queueReply } from "#components/realtime/queue-message.ts";
import type { Desk } from "#server/contract/index.ts";
import type { ShopPerson } from "#server/testing/chat-shop.ts";
import type { Link } from "../world/world.ts";
import { numberedText } from "./numbered-text.ts";
import { openAgentPage, type AgentPage } from "./page.ts";
import { asPerson, createBrowser, type Person, type Stage } from "./person.ts";

const PATIENCE = 4;

export interface SwarmAgent extends Person {
  readonly person: ShopPerson;
  readonly page: AgentPage | null;
}

interface Chat {
  said: number;
  length: number;
  /** Said after which it is handed on; none = never. */
  handsOnAt: number | null;
  isClosing: boolean;
}

export function createAgent(options: {
  person: ShopPerson;
  colleagues: readonly ShopPerson[];
  teams: readonly string[];
  link: Link;
  stage: Stage;
  random: () => number;
}): SwarmAgent {
  const { person, colleagues, teams, link, stage, random } = options;
  const { ledger } = stage;
  const name = `agent-${person.name.replaceAll(" ", "-")}`;
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const numbers = new Map<string, number>();
  const chats = new Map<string, Chat>();
  const offers = new Map<string, { at: number; what: "offer:accept" | "offer:decline" | null }>();
  let wanted: "available" | "busy" | "offline" = "available";
  let changesAt = 0;
  let isSetting = false;

  const browser = createBrowser({
    name,
    personId: person.staffId,
    link,
    stage,
    random,
    onChange: () => void (agent.isChanged = true),
    openPage: (page) => openAgentPage(page, person),
  });
  const lane = (id: string) => browser.page?.side.outbox.entries().filter((entry) => entry.lane === id).length ?? 0;

  function say(conversationId: string, words: string, isNote = false): void {
    if (browser.page === null) return;
    const { outbox } = browser.page.side;
    const number = (numbers.get(conversationId) ?? 0) + 1;
    numbers.set(conversationId, number);
    const text = numberedText(words, `${name}:${conversationId}`, number);
    const id = conversationId as never;
    const clientId = isNote ? queueNote(outbox, id, text) : queueReply(outbox, id, { text });
    ledger.attempted.set(clientId, { by: name, text });
  }

  function chatOf(id: string): Chat {
    const held = chats.get(id);
    if (held !== undefined) return held;
    const length = 6 + Math.floor(random() * 14);
    const handsOnAt = random() < 0.12 ? 1 + Math.floor(random() * 6) : null;
    const chat: Chat = { said: 0, length, handsOnAt, isClosing: false };
    chats.set(id, chat);
    return chat;
  }

  function answerOffers(desk: Desk, now: number): void {
    const living = new Set(desk.offers.map(({ id }) => id as string));
    for (const id of offers.keys()) if (!living.has(id)) offers.delete(id);
    for (const { id } of desk.offers) {
      let plan = offers.get(id);
      if (plan === undefined) {
        const draw = stage.isDraining ? 0 : random();
        const what = draw < 0.88 ? "offer:accept" : draw < 0.95 ? "offer:decline" : null;
        plan = { at: now + (stage.isDraining ? 0 : 200 + random() * 1_200), what };
        offers.set(id, plan);
      }
      if (stage.isDraining) plan.what ??= "offer:accept";
      if (plan.what === null || now < plan.at) continue;
      plan.at = Number.POSITIVE_INFINITY;
      const asked = plan;
      void browser.act(plan.what, { offerId: id }).then((refusal) => {
        // Refused for a passing reason (a full desk): the offer is still there and is tried again.
        if (refusal !== null) asked.at = performance.now() + 1_000;
      });
    }
  }

  /** To a colleague or to another team's line; goes on writing while it is on its way. */
  function handOn(id: string): void {
    const isToTeam = random() < 0.5;
    const to = one(colleagues);
    const target = isToTeam
      ? { toAgentId: null, toTeamId: one(teams) }
      : { toAgentId: to.staffId === person.staffId ? null : to.staffId, toTeamId: null };
    if (target.toAgentId === null && target.toTeamId === null) return;
    void browser.act("transfer:start", { conversationId: id, ...target, note: "Please take over" });
    if (random() < 0.6) say(id, "One moment, a colleague will help");
  }

  function tend(desk: Desk): void {
    const mine = new Set(desk.conversations.map(({ id }) => id as string));
    for (const id of chats.keys()) {
      if (mine.has(id)) continue;
      chats.delete(id);
      // The hand is faster than the eye: written when the chat had just gone to somebody else.
      if (!stage.isDraining && random() < 0.5) say(id, "Are you still there");
    }
    for (const id of mine) {
      const chat = chatOf(id);
      if (chat.isClosing) continue;
      if (!stage.isDraining && chat.handsOnAt !== null && chat.said >= chat.handsOnAt) {
        chat.handsOnAt = null;
        handOn(id);
      } else if ((stage.isDraining || chat.said >= chat.length) && lane(id) === 0) {
        chat.isClosing = true;
        const outcome = { isSolved: random() < 0.8, category: null };
        void browser.act("conversation:close", { conversationId: id, outcome }).then((refusal) => {
          if (refusal !== null) chat.isClosing = false;
        });
      }
    }
  }

  function choose(desk: Desk, now: number): void {
    if (stage.isDraining) wanted = "available";
    else if (changesAt === 0) changesAt = now + 5_000 + random() * 60_000;
    else if (now >= changesAt) {
      wanted = wanted !== "available" ? "available" : random() < 0.7 ? "busy" : "offline";
      changesAt = now + (wanted === "available" ? 20_000 + random() * 60_000 : 2_000 + random() * 6_000);
      // Some just shut the lid for a while.
      if (wanted === "offline" && random() < 0.7) {
        wanted = "available";
        return browser.close(now + 1_000 + random() * 8_000);
      }
    }
    if (desk.availability === wanted || isSetting) return;
    isSetting = true;
    const reason = wanted === "busy" ? (desk.busyReasons[0]?.code ?? null) : null;
    void browser.act("availability:set", { availability: wanted, reason }).then(() => void (isSetting = false));
  }

  function step(now: number, page: AgentPage): void {
    const desk = page.desk();
    if (desk === undefined) return;
    answerOffers(desk, now);
    tend(desk);
    choose(desk, now);
    if (desk.load > desk.capacity) ledger.sights.overCapacity.push(`${person.staffId} ${desk.load}/${desk.capacity}`);
  }

  function speak(): number {
    const desk = browser.page?.desk();
    if (desk === undefined || stage.isDraining || desk.conversations.length === 0) return 0;
    const { id } = one(desk.conversations);
    const chat = chatOf(id);
    if (chat.isClosing || lane(id) >= PATIENCE) return 0;
    const count = 1 + Math.floor(random() * 3);
    for (let at = 0; at < count; at += 1) say(id, one(["Let me look", "Please restart it", "That is right", "Done"]));
    if (random() < 0.08) say(id, "Patient customer", true);
    chat.said += count;
    return count;
  }

  function burst(): void {
    for (const { id } of browser.page?.desk()?.conversations.slice(0, 2) ?? []) {
      say(id, "Quickly");
      say(id, "Quickly again");
    }
  }

  const agent: SwarmAgent = asPerson(browser, { step, speak, burst }, { person });
  return agent;
}
