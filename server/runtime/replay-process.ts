/** Replays a day in a process of its own, so that no send waits for it; started by `replay-jobs.ts`. */
import { refusalOf } from "../contract/errors.ts";
import { openHistory } from "../store/journal-history.ts";
import type { ReplayOrder, ReplayReport } from "./replay-orders.ts";
import { replayDay } from "./replayed-day.ts";

const TELL_MS = 200;

const parent = process.ppid;
let toldAt = 0;

function tell(report: ReplayReport, then?: () => void): void {
  if (process.connected) process.send?.(report, () => then?.());
}

function onProgress(share: number): void {
  // Nobody is left to replay for; "disconnect" is only heard between turns, and a run is one turn.
  if (process.ppid !== parent) process.exit(0);
  const now = performance.now();
  if (now - toldAt < TELL_MS && share < 1) return;
  toldAt = now;
  tell({ kind: "progress", share });
}

async function replay({ url, ...order }: ReplayOrder): Promise<ReplayReport> {
  const pool = openHistory(url, () => undefined);
  try {
    return { kind: "done", result: await replayDay(pool, order, { onProgress }) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null) return { kind: "refused", faults: refusal.issues ?? [{ path: "", message: refusal.code }] };
    return { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await pool.end();
  }
}

process.once("message", (order: ReplayOrder) => {
  void replay(order).then((report) => tell(report, () => process.disconnect()));
});
process.on("disconnect", () => process.exit());
// A terminal's Ctrl-C reaches every process of the group: whoever started this one decides what becomes of it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
