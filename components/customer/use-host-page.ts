"use client";

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { parseFromPage, type ToPage } from "./embed/envelope.ts";

interface Host {
  isOpen: boolean;
  /** The panel fills a phone's screen. */
  isFull: boolean;
  /** What the page keeps for us; undefined until it has introduced itself. */
  token: string | null | undefined;
}

const standalone: Host = { isOpen: true, isFull: false, token: null };
const never = () => () => {};
const unmet: Host = { isOpen: false, isFull: false, token: undefined };

/**
 * The page that holds this frame, spoken to as `embed/envelope.ts` says. `origin` is the one origin allowed, or null for
 * a chat that stands by itself: that one is always open and tells nobody anything.
 */
export function useHostPage(origin: string | null, color: string) {
  const [met, setHost] = useState<Host>(unmet);
  // Somebody may open the frame's address by itself.
  const isFramed = useSyncExternalStore(
    never,
    () => window.parent !== window,
    () => true,
  );
  const host = origin && isFramed ? met : standalone;
  const tell = useCallback(
    (words: ToPage) => {
      if (origin && isFramed) window.parent.postMessage({ source: "answerline", ...words }, origin);
    },
    [origin, isFramed],
  );
  useEffect(() => {
    if (!origin || !isFramed) return;
    const hear = (event: MessageEvent) => {
      if (event.source !== window.parent) return;
      const said = parseFromPage(event.data, event.origin, origin);
      if (!said) return;
      const { isOpen, isFull } = said;
      setHost((held) => ({ isOpen, isFull, token: said.type === "hello" ? said.token : held.token }));
    };
    // What is open over the chat (emoji, a large picture) closes first, and alone; by the time the key has come up to the
    // document it is closed already, so this is looked up on the way down.
    let isCovered = false;
    const look = () => {
      isCovered = document.querySelector("dialog[open], [role=dialog]") !== null;
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (!isCovered) tell({ type: "close" });
    };
    window.addEventListener("message", hear);
    document.addEventListener("keydown", look, true);
    document.addEventListener("keydown", escape);
    tell({ type: "ready", color });
    return () => {
      window.removeEventListener("message", hear);
      document.removeEventListener("keydown", look, true);
      document.removeEventListener("keydown", escape);
    };
  }, [origin, isFramed, color, tell]);
  const keepToken = useCallback((token: string | null) => tell({ type: "session", token }), [tell]);
  const showUnread = useCallback((count: number) => tell({ type: "unread", count }), [tell]);
  const close = useCallback(() => tell({ type: "close" }), [tell]);
  return useMemo(() => ({ ...host, keepToken, showUnread, close }), [host, keepToken, showUnread, close]);
}
