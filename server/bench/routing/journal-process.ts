/**
 * One node of the product as far as routing goes: the real dispatcher on the real database, told by chains of people who
 * each wait for their answer. Everything is written as for real: journal, rows, reasons, log items, desks, first answers.
 */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { refusalOf } from "#server/contract/errors.ts";
import { createLogger } from "#server/logging.ts";
import { createDispatcher, type Dispatcher } from "#server/runtime/dispatcher.ts";
import type { EventDraft } from "#server/runtime/decision.ts";
import type { CommandKey } from "#server/store/command-log.ts";
import { openDatabase, type Database } from "#server/store/database.ts";
import { createChain, type Chain } from "./chain.ts";
import type { JournalOrder, JournalReport, JournalResult } from "./orders.ts";
import { timeStatements, type StatementTimes } from "./statement-times.ts";

interface Node {
  database: Database;
  dispatcher: Dispatcher;
  times: StatementTimes;
  epoch: string;
}

let node: Node | null = null;

function opened(): Node {
  if (node === null) throw new Error("not opened yet");
  return node;
}

async function open({ databaseUrl, nodeEpoch }: Extract<JournalOrder, { kind: "open" }>): Promise<void> {
  const log = createLogger({ logLevel: "warn" }, { write: (line: string) => void process.stderr.write(line) });
  const database = openDatabase(databaseUrl, (error) => log.warn({ err: error }, "a connection was lost"));
  const times = timeStatements(database.routing);
  // What is told after the commit goes to sockets, which another benchmark measures.
  const dispatcher = createDispatcher({ database, log, nodeEpoch: () => nodeEpoch, publish: () => undefined });
  await dispatcher.load();
  node = { database, dispatcher, times, epoch: nodeEpoch };
}

/** As the actions do: every command may be repeated, and its first answer is stored with the decision. */
function commandKey(draft: EventDraft): CommandKey {
  const principalId =
    draft.type === "handoff:requested"
      ? draft.customerId
      : draft.type === "connection:acknowledged"
        ? (opened().dispatcher.state.conversations.get(draft.conversationId)?.customerId ?? randomUUID())
        : "agentId" in draft
          ? draft.agentId
          : "byId" in draft && draft.byId !== null
            ? draft.byId
            : randomUUID();
  return { principalId, clientId: randomUUID(), command: draft.type, bodyHash: "tBvEo1zQkOQ4XG2UVQ2N5w" };
}

async function work(order: Extract<JournalOrder, { kind: "work" }>): Promise<JournalResult> {
  const { dispatcher, times, epoch } = opened();
  const { chats, crowded, roomy, outstanding } = order;
  const result = { decisions: 0, assigned: 0, refused: 0 };
  const ackMs: number[] = [];
  const chains = Array.from({ length: outstanding }, (_, number): Chain => {
    const isRoomy = number % 5 === 4;
    return createChain({
      first: isRoomy ? null : (chats.pop() ?? null),
      epoch,
      newcomer: () => (isRoomy ? roomy : crowded).pop() ?? null,
      draw: () => 1,
    });
  });
  const before = { ...dispatcher.counts };
  const cpuBefore = process.cpuUsage();
  times.take();
  const begun = performance.now();
  let lastAt = begun;
  const until = begun + 1_000 * order.seconds;
  async function follow(chain: Chain): Promise<void> {
    for (;;) {
      const isTimed = performance.now() < until;
      const draft = isTimed ? chain.next() : chain.settle();
      if (draft === null && isTimed) throw new Error("nobody is left to hand off");
      if (draft === null) return;
      const command = commandKey(draft);
      const asked = performance.now();
      try {
        const { notices } = await dispatcher.dispatch(draft, { command });
        if (order.acknowledgedFile !== null) appendFileSync(order.acknowledgedFile, `${command.clientId}\n`);
        chain.heard(notices);
        if (!isTimed) continue;
        lastAt = performance.now();
        ackMs.push(lastAt - asked);
        result.decisions += 1;
        if (notices.some(({ type }) => type === "assignment:started")) result.assigned += 1;
      } catch (error) {
        if (refusalOf(error) === null) throw error;
        result.refused += 1;
      }
    }
  }
  await Promise.all(chains.map(follow));
  // The last answers come a little later; what is settled after that is not counted.
  const elapsedMs = lastAt - begun;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    ...result,
    elapsedMs,
    ackMs,
    stepped: dispatcher.counts.decisions - before.decisions,
    batches: dispatcher.counts.batches - before.batches,
    afterOthers: dispatcher.counts.afterOthers - before.afterOthers,
    cpuUs: user + system,
    spentMs: order.isExplaining ? times.take() : {},
  };
}

async function obey(order: JournalOrder): Promise<JournalReport> {
  switch (order.kind) {
    case "open":
      await open(order);
      return { kind: "opened" };
    case "catchUp":
      await opened().dispatcher.catchUp();
      return { kind: "caughtUp" };
    case "work":
      return { kind: "worked", result: await work(order) };
  }
}

const report = (what: JournalReport): void => void process.send?.(what);
process.on("message", (order: JournalOrder) => {
  obey(order).then(report, (error: unknown) =>
    report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
