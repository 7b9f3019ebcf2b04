"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { systemClock } from "./clock.ts";
import { ConnectionContext } from "./connection-context.ts";
import { createQueryClient } from "./create-query-client.ts";
import { CustomerContext } from "./customer-context.ts";
import { createCustomerSide } from "./customer-side.ts";
import { createIndexedOutboxStore } from "./indexed-outbox-store.ts";
import { createLatestBox } from "./latest-box.ts";
import { openSocket } from "./open-socket.ts";
import { createQueryCache } from "./query-cache.ts";
import { createTabs } from "./tab-lock.ts";
import { uploadPicture } from "./upload-picture.ts";
import { watchPage } from "./watch-page.ts";

/**
 * The customer's connection for everything below it. Mount one per page; it connects when mounted.
 * @param site the shop's key; null = the installation's own
 * @param token the credential, only where the browser refuses our cookie
 * @param pageUrl the page of the shop the customer is on, told to the agent
 */
export function CustomerProvider({
  site,
  token = null,
  pageUrl = null,
  children,
}: {
  site: string | null;
  token?: string | null;
  pageUrl?: string | null;
  children: ReactNode;
}) {
  const [latest] = useState(() => createLatestBox({ token, pageUrl }));
  const [parts] = useState(() => {
    const queryClient = createQueryClient();
    const side = createCustomerSide({
      url: "",
      site,
      token: () => latest.get().token,
      pageUrl: () => latest.get().pageUrl,
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
  // Before the start below: the first handshake carries them.
  useEffect(() => latest.set({ token, pageUrl }), [latest, token, pageUrl]);
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
        <CustomerContext value={side}>{children}</CustomerContext>
      </ConnectionContext>
    </QueryClientProvider>
  );
}
