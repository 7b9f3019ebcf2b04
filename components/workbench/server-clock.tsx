"use client";

import { createContext, type ReactNode, use } from "react";
import { useNow } from "#components/ui/use-now.ts";

const SkewContext = createContext(0);

/** Server's clock minus the browser's, in ms, for every wait and countdown below. */
export function ServerClock({ skewMs, children }: { skewMs: number; children: ReactNode }) {
  return <SkewContext value={skewMs}>{children}</SkewContext>;
}

export function useSkew(): number {
  return use(SkewContext);
}

/** The server's time in epoch ms, renewed each second; 0 on the server and while hydrating. */
export function useServerNow(): number {
  const now = useNow();
  const skewMs = useSkew();
  return now === 0 ? 0 : now + skewMs;
}
