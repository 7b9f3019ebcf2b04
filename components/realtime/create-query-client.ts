import { QueryClient } from "@tanstack/react-query";
import { isPassingFault, isRefused } from "./refused-error.ts";

const TRIES = 3;
/** Pieces the sessions own: pushed by events, never fetched by the cache itself, kept while the page lives. */
const pushed = ["thread", "desk", "conversation", "conversation-error", "board", "session-ended"];

/** Whether a read is worth repeating: only when nothing was decided. */
const mayRetry = (failures: number, error: Error): boolean =>
  failures < TRIES && isRefused(error) && isPassingFault(error.code);

/**
 * A cache that does not refetch by itself: freshness comes by events and by the sessions' repairs, so a focus or a
 * reconnect of a thousand pages is no storm. `networkMode: always`, since the socket knows better than the browser.
 */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: mayRetry,
        structuralSharing: false,
      },
      mutations: { networkMode: "always", retry: 0 },
    },
  });
  for (const name of pushed) client.setQueryDefaults([name], { gcTime: Infinity, staleTime: Infinity });
  return client;
}
