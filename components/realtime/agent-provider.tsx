"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { AgentContext } from "./agent-context.ts";
import { createAgentSide } from "./agent-side.ts";
import { systemClock } from "./clock.ts";
import { ConnectionContext } from "./connection-context.ts";
import { createQueryClient } from "./create-query-client.ts";
import { createIndexedOutboxStore } from "./indexed-outbox-store.ts";
import { openSocket } from "./open-socket.ts";
import { createQueryCache } from "./query-cache.ts";
import { createTabs } from "./tab-lock.ts";
import { uploadPicture } from "./upload-picture.ts";
import { watchPage } from "./watch-page.ts";

/**
 * A member of staff's connection for everything below it. Mount one per page, keyed by the person; it connects when
 * mounted, with the cookie of the sign-in.
 */
export function AgentProvider({ staffId, children }: { staffId: string; children: ReactNode }) {
  const [parts] = useState(() => {
    const queryClient = createQueryClient();
    const side = createAgentSide({
      url: "",
      staffId,
      cache: createQueryCache(queryClient),
      store: createIndexedOutboxStore(),
      tabs: createTabs(),
      upload: uploadPicture,
      openSocket,
      clock: systemClock,
      random: Math.random,
    });
    const { client, serverClock, outbox } = side;
    return {
      queryClient,
      side,
      connection: {
        connection: client.connection,
        onConnection: client.onConnection,
        serverClock,
        clock: systemClock,
        outbox,
      },
    };
  });
  const { queryClient, side, connection } = parts;
  useEffect(() => {
    side.start();
    const stopWatching = watchPage({ onBack: side.client.nudge, onNetworkLost: side.client.networkLost });
    return () => {
      stopWatching();
      side.stop();
    };
  }, [side]);
  return (
    <QueryClientProvider client={queryClient}>
      <ConnectionContext value={connection}>
        <AgentContext value={side}>{children}</AgentContext>
      </ConnectionContext>
    </QueryClientProvider>
  );
}
