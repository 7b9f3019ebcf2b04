"use client";
import { useEffect, useEffectEvent } from "react";
import { useAgentValue } from "./agent-context.ts";
import type { DeskEvent } from "./desk-events.ts";

/** Calls once for each thing worth a sound or an alert; never for what the first snapshot brought. */
export function useDeskEvents(handler: (event: DeskEvent) => void): void {
  const { session } = useAgentValue();
  const onEvent = useEffectEvent(handler);
  useEffect(() => session.onDeskEvent((event) => onEvent(event)), [session]);
}
