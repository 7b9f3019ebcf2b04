/**
 * Tells when the page comes back (visible, focused, network there again, restored from the back-forward cache) and
 * when the browser says the network is gone. Returns how to stop.
 */
export function watchPage(run: { onBack: () => void; onNetworkLost: () => void }): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && run.onBack(), {
    signal,
  });
  for (const name of ["focus", "online", "pageshow"] as const) window.addEventListener(name, run.onBack, { signal });
  window.addEventListener("offline", run.onNetworkLost, { signal });
  return () => stop.abort();
}
