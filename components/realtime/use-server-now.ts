"use client";
import { useCallback, useEffect, useState } from "react";
import { useConnectionValue } from "./connection-context.ts";

/** The server's clock in epoch ms, as a function that never makes a render. */
export function useServerClock(): () => number {
  const { serverClock } = useConnectionValue();
  return useCallback(() => serverClock.now(), [serverClock]);
}

/** The server's clock in epoch ms, anew every `everyMs`. */
export function useServerNow(everyMs = 1000): number {
  const { serverClock, clock } = useConnectionValue();
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    let cancel = (): void => undefined;
    const tick = (): void => {
      setNow(serverClock.now());
      cancel = clock.after(everyMs, tick);
    };
    tick();
    return () => cancel();
  }, [serverClock, clock, everyMs]);
  return now;
}
