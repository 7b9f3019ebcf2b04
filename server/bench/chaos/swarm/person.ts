/** What customers and agents of the swarm have in common: a link, a browser with its storage, and a page that may be closed. */
import { createMemoryOutboxStore, type OutboxStore } from "#components/realtime/outbox-store.ts";
import { newClientId } from "#components/realtime/client-id.ts";
import { isPassingFault } from "#components/realtime/refused-error.ts";
import type { Ack } from "#server/contract/index.ts";
import type { Link } from "../world/world.ts";
import type { Ledger } from "./ledger.ts";
import type { PageOptions } from "./page.ts";

export interface Stage {
  ledger: Ledger;
  /** Nobody begins anything new; what is open is brought to its end. */
  isDraining: boolean;
  canServeSince: PageOptions["canServeSince"];
}

type AnyCall = (name: string, input: object) => Promise<Ack<unknown>>;
interface AnyPage {
  side: {
    client: { call: unknown; nudge(): void };
    outbox: {
      entries(): readonly { clientId: string; state: string; code: string | null; attempts: number }[];
      discard(id: string): Promise<void>;
    };
  };
  isWhole(): boolean;
  start(): void;
  stop(): void;
}

/** What the swarm needs of each of them. */
export interface Person {
  readonly name: string;
  readonly link: Link;
  readonly isOpen: boolean;
  /** Connected, and nothing missing that the page knows of. */
  isWhole(): boolean;
  /** Gone on purpose, and when (performance.now()) to come back; null while the page is open. */
  readonly backAt: number | null;
  /** Reacts to what the page shows. Called after changes and now and then. */
  step(now: number): void;
  /** Writes something if there is something to say; answers with how many messages. */
  speak(): number;
  isChanged: boolean;
  open(): void;
  close(backAt: number): void;
  /** The page is left and opened anew at once; the browser's storage stays. */
  reload(): void;
  /** Writes even now, to be in the middle of it. */
  burst(): void;
  isBusyActing(): boolean;
  /** For good. */
  end(): void;
  /** Everything written has been stored or refused. */
  isSettled(): boolean;
  /** What was written and is not stored yet. */
  waiting(): readonly { code: string | null; attempts: number }[];
  nudge(): void;
}

/** The page of one person: opened, closed, asked until it answers. */
export function createBrowser<P extends AnyPage>(options: {
  name: string;
  personId: string;
  link: Link;
  stage: Stage;
  random: () => number;
  onChange(): void;
  openPage(options: PageOptions): P;
  /** What is opened on each new page. */
  onOpen?(page: P): void;
}) {
  const { name, personId, link, stage, random, onChange, openPage, onOpen } = options;
  const { ledger } = stage;
  const store: OutboxStore = createMemoryOutboxStore();
  let page: P | null = null;
  let backAt: number | null = null;
  let acting = 0;
  let isOver = false;

  const browser = {
    name,
    link,
    get page() {
      return page;
    },
    get backAt() {
      return backAt;
    },
    get acting() {
      return acting;
    },
    /** The page; null while it is closed, and who is away comes back when it is time. */
    here(now: number): P | null {
      if (page === null && backAt !== null && (now >= backAt || stage.isDraining)) {
        browser.open();
        return null;
      }
      return page;
    },
    open() {
      if (page !== null) return;
      backAt = null;
      page = openPage({ url: link.url, ledger, name, store, random, onChange, canServeSince: stage.canServeSince });
      page.start();
      onOpen?.(page);
    },
    close(at: number) {
      page?.stop();
      page = null;
      backAt = at;
    },
    reload() {
      if (page === null) return;
      browser.close(0);
      ledger.reloads += 1;
      browser.open();
    },
    end() {
      isOver = true;
      browser.close(Number.POSITIVE_INFINITY);
    },
    /** Presses the button until there is an answer that counts: null when it was done, else why not. @param take hears the answer */
    async act(
      command: string,
      body: Record<string, unknown>,
      take: (ack: Ack<unknown>) => void = ignore,
    ): Promise<string | null> {
      acting += 1;
      try {
        const input = { clientId: newClientId(), ...body };
        for (let tries = 1; ; tries += 1) {
          while (page === null) {
            if (isOver) return "over";
            await pause(100);
          }
          const ack = await (page.side.client.call as AnyCall)(command, input);
          take(ack);
          if (ack.ok) return null;
          if (isOver) return "over";
          const { code, retryAfterMs } = ack.error;
          if (!isPassingFault(code)) {
            ledger.refuse(command, code);
            if (tries > 1) ledger.refusedRepeats.push({ by: name, personId, command, code, input });
            return code;
          }
          ledger.retries += 1;
          await pause(Math.max(retryAfterMs ?? 0, 100));
        }
      } finally {
        acting -= 1;
        onChange();
      }
    },
    /** Words that were refused are let go, as a person does who reads why. */
    discardFailed(): void {
      for (const entry of page?.side.outbox.entries() ?? []) {
        if (entry.state !== "failed") continue;
        ledger.refuse("words", entry.code ?? "");
        void page?.side.outbox.discard(entry.clientId);
      }
    },
    waiting: () => page?.side.outbox.entries() ?? [],
  };
  return browser;
}

type Browser<P extends AnyPage> = ReturnType<typeof createBrowser<P>>;

/** The ways of one kind of people, on top of what all of them can do. */
interface Ways<P> {
  /** Reacts to what the page shows. */
  step(now: number, page: P): void;
  speak?(): number;
  burst?(): void;
}

/** Somebody of the swarm. @param more what others may know of this kind besides */
export function asPerson<P extends AnyPage, More extends object>(
  browser: Browser<P>,
  ways: Ways<P>,
  more: More,
): Person & { readonly page: P | null } & More {
  return {
    ...more,
    name: browser.name,
    link: browser.link,
    isChanged: true,
    get page() {
      return browser.page;
    },
    get isOpen() {
      return browser.page !== null;
    },
    get backAt() {
      return browser.backAt;
    },
    step(now) {
      const page = browser.here(now);
      if (page === null) return;
      browser.discardFailed();
      ways.step(now, page);
    },
    speak: () => ways.speak?.() ?? 0,
    burst: () => ways.burst?.(),
    open: browser.open,
    close: browser.close,
    reload: browser.reload,
    end: browser.end,
    isWhole: () => browser.page?.isWhole() ?? false,
    isBusyActing: () => browser.acting > 0,
    isSettled: () => browser.waiting().length === 0,
    waiting: browser.waiting,
    nudge: () => browser.page?.side.client.nudge(),
  };
}

const ignore = (): void => undefined;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
