/** The named points where a node of a chaos run breaks off at times. Counted by the process that started it. */
import type { ChatServerOptions } from "#server/create-chat-server.ts";
import type { Send } from "#server/store/message-log.ts";
import type { FailpointRates, Report } from "./orders.ts";
import type { FailpointName } from "./world.ts";

type Failpoints = NonNullable<ChatServerOptions["failpoints"]>;

export interface NodeFailpoints {
  failpoints: Failpoints;
  arm(rates: FailpointRates): void;
}

export interface FailpointOptions {
  rates: FailpointRates;
  random(): number;
  report(what: Report, onSent?: () => void): void;
  /** Ends the connections of whoever wrote these, at once and without a word. */
  cutAuthors(sends: readonly Send[]): void;
}

/** Of the hits where a process can die, those where it does. */
const DEATHS = 0.15;
/** A process that has just come up is spared, or nothing else would happen any more. */
const SPARED_MS = 6_000;
const LONGEST_DELAY_MS = 1_500;

/** What a driver says when the database goes away in the middle of a call. */
function lostConnection(code: "57P01" | "08006"): Error {
  return Object.assign(new Error(`a failpoint: the connection is gone (${code})`), { code });
}

/**
 * - `beforeCommit`: the database goes away; nothing is stored, the sender tries again.
 * - `doubtfulCommit`: stored, and the connection breaks before the answer; the server itself does not know.
 * - `afterCommitBeforeAck`: stored, and the sender never hears: their connection is cut, or the process dies.
 * - `afterAckBeforePublish`: nobody else is told, or late, or the process dies.
 */
export function createFailpoints({ rates, random, report, cutAuthors }: FailpointOptions): NodeFailpoints {
  let armed = rates;
  const startedAt = performance.now();

  function isHit(point: FailpointName): boolean {
    const rate = armed[point] ?? 0;
    if (rate === 0 || random() >= rate) return false;
    report({ kind: "hit", point });
    return true;
  }
  const isDeadly = () => performance.now() - startedAt > SPARED_MS && random() < DEATHS;
  /** SIGKILL to oneself: nothing is flushed, nobody says good-bye. Never resolves. */
  function die(point: FailpointName): Promise<never> {
    report({ kind: "dying", point }, () => process.kill(process.pid, "SIGKILL"));
    return new Promise(() => undefined);
  }

  return {
    arm(next) {
      armed = next;
    },
    failpoints: {
      async beforeCommit() {
        if (isHit("beforeCommit")) throw lostConnection("57P01");
      },
      async afterCommitBeforeAck(sends) {
        if (isHit("doubtfulCommit")) throw lostConnection("08006");
        if (!isHit("afterCommitBeforeAck")) return;
        if (isDeadly()) await die("afterCommitBeforeAck");
        // One of the group: a line breaks alone.
        cutAuthors(sends.slice(Math.floor(random() * sends.length)).slice(0, 1));
      },
      /** Of a batch of decisions: whoever asked hears nothing when the process dies, and is in doubt otherwise. */
      async afterCommit() {
        if (isHit("doubtfulCommit")) throw lostConnection("08006");
        if (isDeadly() && isHit("afterCommitBeforeAck")) await die("afterCommitBeforeAck");
      },
      async afterAckBeforePublish() {
        if (!isHit("afterAckBeforePublish")) return;
        if (isDeadly()) await die("afterAckBeforePublish");
        if (random() < 0.5) throw new Error("a failpoint: what was acknowledged is told to nobody");
        await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_DELAY_MS));
      },
    },
  };
}
