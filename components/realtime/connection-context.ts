"use client";
import { createContext, useContext } from "react";
import type { Clock } from "./clock.ts";
import type { Outbox } from "./outbox.ts";
import type { ServerClock } from "./server-clock.ts";
import type { Connection } from "./socket-client.ts";

/** What screens of both sides need of the wire. */
export interface ConnectionValue {
  connection(): Connection;
  onConnection(run: () => void): () => void;
  serverClock: ServerClock;
  clock: Clock;
  outbox: Outbox;
}

export const ConnectionContext = createContext<ConnectionValue | null>(null);

export function useConnectionValue(): ConnectionValue {
  const value = useContext(ConnectionContext);
  if (!value) throw new Error("Put this screen inside a CustomerProvider or an AgentProvider");
  return value;
}
