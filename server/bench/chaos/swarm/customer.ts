/** A customer: asks the library, wants a person, waits or leaves, chats, ends it or just goes, rates, begins anew. */
import { currentConversation, type CustomerThread } from "#components/realtime/customer-state.ts";
import { takeCommandAck } from "#components/realtime/customer-session.ts";
import { queueCustomerMessage, queueRequest } from "#components/realtime/queue-message.ts";
import type { Ack, CustomerConversation, CustomerItem } from "#server/contract/index.ts";
import type { ShopCustomer } from "#server/testing/chat-shop.ts";
import type { Link } from "../world/world.ts";
import { numberedText } from "./numbered-text.ts";
import { openCustomerPage, type CustomerPage } from "./page.ts";
import { asPerson, createBrowser, type Person, type Stage } from "./person.ts";

/** Written and not stored yet: beyond this nobody goes on typing. */
const PATIENCE = 6;
const strange = ["Zebra quantum marmalade?", "Why is my left glove humming?", "Do clouds have a warranty?"];

export interface SwarmCustomer extends Person {
  readonly customer: ShopCustomer;
  readonly page: CustomerPage | null;
}

/** What they mean to do in the chapter now open. */
interface Intent {
  chapterId: string;
  questions: number;
  asked: number;
  wordsInLine: number;
  /** Words said in the chat after which they end it, go without a word, or go on. */
  chatLength: number;
  ending: "end" | "go" | "wait";
  leavesLineAt: number | null;
}

export function createCustomer(options: {
  customer: ShopCustomer;
  name: string;
  link: Link;
  stage: Stage;
  random: () => number;
  knownQuestions: readonly string[];
}): SwarmCustomer {
  const { customer, name, link, stage, random, knownQuestions } = options;
  const { ledger } = stage;
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const rated = new Set<string>();
  let said = 0;
  let saidInChat = 0;
  let intent: Intent | null = null;
  let restUntil = 0;
  let hasMissedPeople = false;

  const browser = createBrowser({
    name,
    personId: customer.customerId,
    link,
    stage,
    random,
    onChange: () => void (person.isChanged = true),
    openPage: (page) => openCustomerPage(page, customer),
  });

  function say(words: string): void {
    const thread = browser.page?.thread();
    if (browser.page === null || thread === undefined) return;
    const text = numberedText(words, name, (said += 1));
    const conversationId = currentConversation(thread)?.id ?? null;
    ledger.attempted.set(queueCustomerMessage(browser.page.side.outbox, conversationId, { text }), { by: name, text });
  }
  const question = (): string => (random() < 0.5 ? one(knownQuestions) : one(strange));

  function intentFor(chapter: CustomerConversation): Intent {
    if (intent?.chapterId === chapter.id) return intent;
    saidInChat = 0;
    const draw = random();
    intent = {
      chapterId: chapter.id,
      questions: 1 + Math.floor(random() * 2),
      asked: 1,
      wordsInLine: Math.floor(random() * 3),
      chatLength: 6 + Math.floor(random() * 14),
      ending: draw < 0.3 ? "end" : draw < 0.4 ? "go" : "wait",
      leavesLineAt: random() < 0.08 ? performance.now() + 2_000 + random() * 8_000 : null,
    };
    return intent;
  }

  function handoff(chapter: CustomerConversation, now: number): void {
    restUntil = now + 1_000;
    const take = (ack: Ack<unknown>): void => {
      if (browser.page !== null) takeCommandAck(browser.page.side.session, "handoff:request", ack);
    };
    void browser.act("handoff:request", { conversationId: chapter.id }, take).then((refusal) => {
      hasMissedPeople = refusal === "nobody_available";
    });
  }
  /** Nobody was there: a message is left instead, once. */
  function leaveRequest(chapter: CustomerConversation): void {
    hasMissedPeople = false;
    if (browser.page === null || random() < 0.5) return;
    const text = `Please call me back ${name}`;
    const input = { conversationId: chapter.id, text, name: null, contact: "someone@shop.example" };
    void queueRequest(browser.page.side.outbox, input);
  }

  function inLibrary(chapter: CustomerConversation, last: CustomerItem | undefined, now: number): void {
    if (stage.isDraining || last?.author.kind === "customer") return;
    const plan = intentFor(chapter);
    if (hasMissedPeople) return leaveRequest(chapter);
    if (plan.asked >= plan.questions) handoff(chapter, now);
  }
  function served(chapter: CustomerConversation, now: number): void {
    const plan = intentFor(chapter);
    if (stage.isDraining || saidInChat < plan.chatLength) return;
    if (plan.ending === "end") void browser.act("conversation:end", { conversationId: chapter.id });
    else if (plan.ending === "go") browser.close(now + 2_000 + random() * 8_000);
    plan.chatLength += 5 + Math.floor(random() * 10);
    restUntil = now + 500;
  }
  function closed(chapter: CustomerConversation | undefined): void {
    if (chapter === undefined || chapter.agentName === null || rated.has(chapter.id)) return;
    rated.add(chapter.id);
    if (random() < 0.5)
      void browser.act("conversation:rate", {
        conversationId: chapter.id,
        score: 1 + Math.floor(random() * 5),
        comment: null,
      });
  }
  const chapterOf = (thread: CustomerThread) => thread.conversations.at(-1);
  const lastOf = (thread: CustomerThread, id: string) => thread.logs[id]?.items.at(-1);

  function step(now: number, page: CustomerPage): void {
    const thread = page.thread();
    if (thread === undefined || now < restUntil || browser.acting > 0 || browser.waiting().length > 0) return;
    const chapter = chapterOf(thread);
    if (chapter === undefined || chapter.state === "closed") return closed(chapter);
    if (chapter.state === "library") return inLibrary(chapter, lastOf(thread, chapter.id), now);
    if (chapter.state === "served") return served(chapter, now);
    const plan = intentFor(chapter);
    if (plan.leavesLineAt === null || now < plan.leavesLineAt || stage.isDraining) return;
    plan.leavesLineAt = null;
    void browser.act("queue:leave", { conversationId: chapter.id });
  }

  function speak(): number {
    const thread = browser.page?.thread();
    if (thread === undefined || stage.isDraining || browser.waiting().length >= PATIENCE) return 0;
    const chapter = chapterOf(thread);
    if (chapter === undefined || chapter.state === "closed") {
      if (browser.waiting().length > 0 || browser.acting > 0) return 0;
      say(question());
      return 1;
    }
    const plan = intentFor(chapter);
    if (chapter.state === "library") {
      const isAnswered = lastOf(thread, chapter.id)?.author.kind !== "customer";
      if (plan.asked >= plan.questions || !isAnswered || browser.waiting().length > 0) return 0;
      plan.asked += 1;
      say(question());
      return 1;
    }
    if (chapter.state === "waiting") {
      if (plan.wordsInLine <= 0) return 0;
      plan.wordsInLine -= 1;
      say("Still here");
      return 1;
    }
    const count = 1 + Math.floor(random() * 3);
    for (let at = 0; at < count; at += 1) say(one(["And then", "I see", "It blinks twice", "Thank you", "Which one"]));
    saidInChat += count;
    return count;
  }

  function burst(): void {
    for (let at = 0; at < 3; at += 1) say("Quickly");
  }

  const person: SwarmCustomer = asPerson(browser, { step, speak, burst }, { customer });
  return person;
}
