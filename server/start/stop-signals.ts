/**
 * When the server is asked to stop: SIGTERM, Ctrl-C, a closed terminal, or the start program being killed.
 */
export type StopReason = NodeJS.Signals | "the start program is gone";

/** A Ctrl-C this long after the first request is impatience, not the same key press heard twice. */
const impatientAfterMs = 1_000;

/**
 * Calls `stop` once, at the first request, and sees to it that lost output does not end the process before. Later requests change nothing, except a Ctrl-C from a person who has
 * waited: it ends the process at once with code 130.
 */
export function onStopRequested(stop: (reason: StopReason) => void): void {
  let askedAt: number | undefined;
  const ask = (reason: StopReason) => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      stop(reason);
    } else if (reason === "SIGINT" && performance.now() - askedAt > impatientAfterMs) {
      process.exit(130);
    }
  };
  // A closed terminal or a reader of ours that ended: what is said to it is lost, and the stop still has to be orderly.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => ask(signal));
  if (process.channel) {
    process.on("disconnect", () => ask("the start program is gone"));
    // Listening for the end of the channel must not keep the process alive by itself.
    process.channel.unref();
  }
}
