import type { Ack } from "#server/contract/errors.ts";

/** Said to the other tabs: the store changed, or an entry got its final answer (told before it leaves the store). */
export type TabWord = { kind: "changed" } | { kind: "acked"; clientId: string; ack: Ack<unknown> };

/** What tabs of one browser share beside the store: who sends now, and words. */
export interface Tabs {
  /** Runs `work` while no other tab runs its own under this name. */
  alone(name: string, work: () => Promise<void>): Promise<void>;
  tell(word: TabWord): void;
  onWord(run: (word: TabWord) => void): () => void;
}

/** A lone page, or a Node client. */
export const noTabs: Tabs = { alone: (_name, work) => work(), tell: () => undefined, onWord: () => () => undefined };

/**
 * Web Locks and a broadcast channel. Where locks are missing (plain http), two tabs may send the same entry: the
 * server recognises its `clientId`, so that is only work done twice.
 */
export function createTabs(): Tabs {
  let opened: BroadcastChannel | null = null;
  // Opened with the first word: a page rendered on the server opens none.
  const channel = (): BroadcastChannel | null =>
    (opened ??= typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("answerline-outbox"));
  return {
    async alone(name, work) {
      // A plain page has no locks, a sandboxed frame refuses them: then without.
      const locks: LockManager | undefined = navigator.locks;
      if (!locks) return work();
      let hasStarted = false;
      try {
        await locks.request(`answerline-outbox:${name}`, () => {
          hasStarted = true;
          return work();
        });
      } catch (error) {
        if (hasStarted) throw error;
        await work();
      }
    },
    tell: (word) => channel()?.postMessage(word),
    onWord(run) {
      // Only this code speaks on the channel of this origin.
      const listen = (event: MessageEvent<TabWord>): void => run(event.data);
      channel()?.addEventListener("message", listen);
      return () => channel()?.removeEventListener("message", listen);
    },
  };
}
