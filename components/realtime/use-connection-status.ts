"use client";
import { useSyncExternalStore } from "react";
import { useConnectionValue } from "./connection-context.ts";
import type { Connection } from "./socket-client.ts";

const onServer: Connection = { status: "connecting", code: null, isStickyMissing: false };

/** How the connection stands; see `Connection`. */
export function useConnectionStatus(): Connection {
  const { connection, onConnection } = useConnectionValue();
  return useSyncExternalStore(onConnection, connection, () => onServer);
}
