"use client";
import { createContext, useContext } from "react";
import type { AgentClient, AgentSession } from "./agent-session.ts";
import type { Outbox } from "./outbox.ts";

export interface AgentValue {
  client: AgentClient;
  session: AgentSession;
  outbox: Outbox;
}

export const AgentContext = createContext<AgentValue | null>(null);

export function useAgentValue(): AgentValue {
  const value = useContext(AgentContext);
  if (!value) throw new Error("Put this screen inside an AgentProvider");
  return value;
}
