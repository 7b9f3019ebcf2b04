import { cpus } from "node:os";

/** Milliseconds that all cores of the machine have been busy, since it started. */
function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** Milliseconds of processor time this process has used. */
function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * Starts measuring the processor time that others take meanwhile: figures of a shared machine mean little without it.
 * @returns reads the meter: percent of one core, so up to 100 for each core of the machine
 */
export function startOthersMeter(): () => number {
  const startedAt = performance.now();
  const busyBefore = busyMs();
  const ownBefore = ownMs();
  return () => {
    const others = busyMs() - busyBefore - (ownMs() - ownBefore);
    return Math.max(0, Math.round((100 * others) / Math.max(1, performance.now() - startedAt)));
  };
}
