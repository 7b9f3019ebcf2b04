import { CONTRACT_VERSION } from "#server/contract/version.ts";
import type { AgentCommands, AgentEvents } from "#server/contract/index.ts";
import { createAgentSession, type AgentClient, type AgentSession } from "./agent-session.ts";
import type { Cache } from "./cache.ts";
import type { Clock } from "./clock.ts";
import type { AgentInput } from "./command-shapes.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createServerClock, type ServerClock } from "./server-clock.ts";
import { createSocketClient } from "./socket-client.ts";
import type { OpenSocket } from "./socket-port.ts";
import type { Tabs } from "./tab-lock.ts";
import type { UploadPicture } from "./upload-picture.ts";

export interface AgentSide {
  client: AgentClient;
  session: AgentSession;
  outbox: Outbox;
  serverClock: ServerClock;
  start(): void;
  stop(): void;
}

/**
 * A member of staff's whole side of the wire: socket, session, outbox, wired together. Nothing happens before `start`.
 * The credential is the cookie of the sign-in; a Node client passes it through its `openSocket`.
 */
export function createAgentSide(options: {
  url: string;
  /** Whose words the outbox keeps. */
  staffId: string;
  cache: Cache;
  store: OutboxStore;
  tabs: Tabs;
  upload: UploadPicture;
  openSocket: OpenSocket;
  clock: Clock;
  random: () => number;
}): AgentSide {
  const { url, staffId, cache, store, tabs, upload, openSocket, clock, random } = options;
  const client = createSocketClient<AgentCommands, AgentEvents>({
    url,
    namespace: "/agent",
    auth: () => ({ version: CONTRACT_VERSION }),
    openSocket,
    clock,
    random,
  });
  const serverClock = createServerClock(clock);
  const session = createAgentSession({ client, cache, clock, random, serverClock });
  const outbox = createOutbox({
    owner: `agent:${staffId}`,
    side: "desk",
    store,
    tabs,
    clock,
    random,
    upload,
    token: () => null,
    isOnline: () => client.connection().status === "online",
    // The inputs were made by `useSendReply` and stored as they were.
    send: (command, input) =>
      command === "note:add"
        ? client.call("note:add", input as AgentInput<"note:add">)
        : client.call("message:send", input as AgentInput<"message:send">),
    onAcked: session.takeAck,
  });
  let stopOnline = (): void => undefined;
  return {
    client,
    session,
    outbox,
    serverClock,
    start() {
      session.start();
      outbox.start();
      stopOnline = client.onOnline(outbox.kick);
      client.start();
    },
    stop() {
      stopOnline();
      client.stop();
      outbox.stop();
      session.stop();
    },
  };
}
