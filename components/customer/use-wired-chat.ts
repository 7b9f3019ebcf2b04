"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { SiteView } from "#server/contract/index.ts";
import { type EarlyMessage, earlyActions, earlyModel } from "./early-chat.ts";
import type { LiveChat } from "./live-wire.tsx";
import type { CustomerSession } from "./use-customer-session.ts";

/**
 * The chat the screen shows: the live one, or before there is a session one that already takes words. What was written
 * early goes out, in its order, as soon as the wire is there.
 */
export function useWiredChat(
  site: SiteView,
  session: CustomerSession,
): LiveChat & { onLive: (live: LiveChat) => void } {
  const [live, setLive] = useState<LiveChat | null>(null);
  const [written, setWritten] = useState<readonly EarlyMessage[]>([]);
  const nextKey = useRef(0);
  const early = useMemo(
    () =>
      earlyActions(
        (message) =>
          setWritten((held) => [
            ...held,
            { ...message, key: `early-${(nextKey.current += 1)}`, createdAt: Date.now() },
          ]),
        (key) => setWritten((held) => held.filter((message) => message.key !== key)),
      ),
    [],
  );
  const waiting = useRef(written);
  useEffect(() => {
    waiting.current = written;
  }, [written]);
  const onLive = useCallback((next: LiveChat) => {
    for (const { text, picture, answerId } of waiting.current) next.actions.send({ text, picture, answerId });
    if (waiting.current.length > 0) {
      waiting.current = [];
      setWritten([]);
    }
    setLive(next);
  }, []);

  const { isUnreachable, renew } = session;
  const isRefused = live?.model.connection === "refused";
  useEffect(() => {
    if (isRefused) renew();
  }, [isRefused, renew]);

  const model = useMemo(() => {
    if (!live) return earlyModel(site, written, isUnreachable ? "offline" : "connecting");
    return isUnreachable ? { ...live.model, connection: "offline" as const } : live.model;
  }, [site, live, written, isUnreachable]);
  return { model, actions: live?.actions ?? early, onLive };
}
