/** Loaded before anything else by a node whose clock is off: its `Date` lies, its timers and `performance` do not. */
import { CLOCK_OFFSET_VARIABLE } from "./clock-offset.ts";

const offsetMs = Number(process.env[CLOCK_OFFSET_VARIABLE] ?? 0);

if (offsetMs !== 0) {
  const RealDate = Date;
  const realNow = RealDate.now;
  const now = (): number => realNow() + offsetMs;
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], made) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    apply: () => new RealDate(now()).toString(),
  });
}
