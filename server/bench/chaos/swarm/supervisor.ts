/** The supervisor: the board open all the time, now and then a hand in the line. */
import type { Board } from "#server/contract/index.ts";
import type { ShopPerson } from "#server/testing/chat-shop.ts";
import type { Link } from "../world/world.ts";
import { openAgentPage, type AgentPage } from "./page.ts";
import { asPerson, createBrowser, type Person, type Stage } from "./person.ts";

const EVERY_MS = 1_500;

export interface SwarmSupervisor extends Person {
  readonly person: ShopPerson;
  readonly page: AgentPage | null;
  /** Agents who may have been given more than they can hold. */
  readonly overridden: ReadonlySet<string>;
}

export function createSupervisor(options: {
  person: ShopPerson;
  link: Link;
  stage: Stage;
  random: () => number;
}): SwarmSupervisor {
  const { person, link, stage, random } = options;
  const name = `supervisor-${person.name}`;
  const overridden = new Set<string>();
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  let nextAt = 0;

  const browser = createBrowser({
    name,
    personId: person.staffId,
    link,
    stage,
    random,
    onChange: () => void (supervisor.isChanged = true),
    openPage: (page) => openAgentPage(page, person),
    // Open as long as the page is.
    onOpen: (page) => void page.side.session.watchBoard(),
  });

  function steer(board: Board): void {
    const present = board.agents.filter(
      ({ presence, availability }) => presence === "present" && availability === "available",
    );
    const free = present.filter(({ load, capacity }) => load < capacity);
    // Rarely past the limit: that is what an override is for.
    const to = random() < 0.1 ? one(present) : one(free);
    const row = random() < 0.7 ? one(board.waiting)?.conversation : one(board.served);
    if (to === undefined || row === undefined) return;
    if (random() < 0.1) return void browser.act("conversation:requeue", { conversationId: row.id });
    overridden.add(to.id);
    void browser.act("conversation:assign", { conversationId: row.id, agentId: to.id });
  }

  function step(now: number, page: AgentPage): void {
    const board = page.board();
    if (board === undefined || stage.isDraining || now < nextAt) return;
    nextAt = now + EVERY_MS * (0.5 + random());
    steer(board);
  }

  const supervisor: SwarmSupervisor = asPerson(browser, { step }, { person, overridden });
  return supervisor;
}
