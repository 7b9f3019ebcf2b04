"use client";
import { useCallback, useSyncExternalStore } from "react";

const PREFIX = "answerline:draft:";
/** Where the browser refuses storage (some frames), drafts live as long as the page. */
const memory = new Map<string, string>();
const listeners = new Set<() => void>();

function read(key: string): string {
  const held = memory.get(key);
  if (held !== undefined) return held;
  let stored = "";
  try {
    stored = localStorage.getItem(PREFIX + key) ?? "";
  } catch {
    // Storage refused: the page's memory has to do.
  }
  memory.set(key, stored);
  return stored;
}

function write(key: string, text: string): void {
  memory.set(key, text);
  try {
    if (text) localStorage.setItem(PREFIX + key, text);
    else localStorage.removeItem(PREFIX + key);
  } catch {
    // As above; also a full quota.
  }
  for (const run of listeners) run();
}

function subscribe(run: () => void): () => void {
  listeners.add(run);
  return () => void listeners.delete(run);
}

/** A text being written that survives reload, switching and a crash. An empty text forgets it. */
export function useDraft(key: string): [text: string, setText: (text: string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => "",
  );
  const setText = useCallback((next: string) => write(key, next), [key]);
  return [text, setText];
}
