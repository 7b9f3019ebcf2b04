/**
 * A server like `server/index.ts` without the pages: a process of its own that serves sockets on a port until it is
 * killed. It can be told to kill itself at a named point, in the middle of what it is doing.
 */
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { socketPrincipals } from "../../auth/socket-principals.ts";
import { createChatServer, type ChatServerOptions } from "../../create-chat-server.ts";
import { createLogger } from "../../logging.ts";
import { createMediaFolder } from "../../media/media-folder.ts";
import type { EventDraft } from "../../runtime/dispatcher.ts";
import { snapshotRows } from "../../routing/rows.ts";
import type { StateRows } from "../../routing/state.ts";
import { openDatabase } from "../../store/database.ts";
import { testSecrets } from "../chat-shop.ts";

export type KillPoint = "append:beforeCommit" | "append:afterCommit" | "decide:beforeCommit" | "decide:afterCommit";

export type Order =
  | { kind: "open"; url: string; siteId: string; port: number }
  /** Dies at this point, the `after`th time, with a decision of this type under way where one is named. */
  | { kind: "arm"; point: KillPoint; type: EventDraft["type"] | null; after: number }
  | { kind: "look" };

export type Report = { kind: "listening" } | { kind: "looked"; rows: StateRows } | { kind: "failed"; message: string };

const report = (what: Report): void => void process.send?.(what);
let armed: Extract<Order, { kind: "arm" }> | null = null;
let passed = 0;
const underWay = new Set<EventDraft>();
let journalled = "0";
let look: (() => StateRows) | null = null;

/** SIGKILL to oneself: nothing is flushed, nobody says good-bye. */
function pass(point: KillPoint, types: readonly string[]): void {
  if (armed?.point !== point) return;
  const { type, after } = armed;
  if (type !== null && !types.includes(type)) return;
  passed += 1;
  if (passed >= after) process.kill(process.pid, "SIGKILL");
}

async function open({ url, siteId, port }: Extract<Order, { kind: "open" }>): Promise<void> {
  const log = createLogger({ logLevel: "warn" }, { write: (line: string) => void process.stderr.write(line) });
  const database = openDatabase(url, () => undefined);
  const http = createServer((_request, response) => response.writeHead(404).end());
  const options: ChatServerOptions = {
    http,
    database,
    siteId,
    log,
    publicUrl: `http://127.0.0.1:${port}`,
    media: createMediaFolder(tmpdir()),
    ...socketPrincipals({ database, secrets: testSecrets, isSecure: false }),
    isAlone: true,
    isAsserting: true,
    limitsFactor: 100,
    failpoints: {
      // The two paths have a point of the same name; which one passes is known by what it is called with.
      async beforeCommit(sends?: unknown) {
        if (sends === undefined)
          pass(
            "decide:beforeCommit",
            [...underWay].map(({ type }) => type),
          );
        else pass("append:beforeCommit", []);
      },
      async afterCommitBeforeAck() {
        pass("append:afterCommit", []);
      },
      /** What has been committed is asked of the journal. */
      async afterCommit() {
        const { rows } = await database.main.query<{ seq: string; type: string }>(
          `SELECT seq, event->>'type' AS type FROM journal WHERE seq > $1 ORDER BY seq`,
          [journalled],
        );
        journalled = rows.at(-1)?.seq ?? journalled;
        pass(
          "decide:afterCommit",
          rows.map(({ type }) => type),
        );
      },
    },
  };
  const chat = createChatServer(options);
  const { dispatcher } = chat.app;
  const { dispatch } = dispatcher;
  dispatcher.dispatch = (draft, more) => {
    underWay.add(draft);
    return dispatch(draft, more).finally(() => underWay.delete(draft));
  };
  look = () => snapshotRows(dispatcher.state);
  await chat.start();
  http.listen({ port, host: "127.0.0.1" }, () => report({ kind: "listening" }));
}

process.on("message", (order: Order) => {
  if (order.kind === "arm") armed = order;
  else if (order.kind === "look")
    report(look === null ? { kind: "failed", message: "not open" } : { kind: "looked", rows: look() });
  else
    open(order).catch((error: unknown) =>
      report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
// Nobody is left to serve.
process.on("disconnect", () => process.exit(0));
