"use client";

import type { Desk } from "#server/contract/index.ts";
import { useEffect, useEffectEvent } from "react";
import { createAwayClock } from "./away-clock.ts";
import type { AvailabilityChoice } from "./availability-menu.tsx";

const inputs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** A move within it (ms) is the same move. */
const tellEveryMs = 1_000;

/**
 * Nothing moved for as long as the shop says: marks me away, and the next key or move takes it back. All tabs of this
 * browser count as one; opening a page is no move, so a second device changes nothing by being switched on.
 */
export function useAway(
  desk: Pick<Desk, "awayAfterMs" | "availability" | "isAwayByItself" | "me">,
  onSet: (choice: AvailabilityChoice) => void,
): void {
  const { awayAfterMs } = desk;
  const key = `answerline:touched:${desk.me.id}`;
  const goAway = useEffectEvent(() => {
    const isHere = desk.availability === "available";
    if (isHere) onSet({ availability: "busy", reason: null, isAutomatic: true });
    return isHere;
  });
  const comeBack = useEffectEvent(() => {
    if (desk.isAwayByItself) onSet({ availability: "available", reason: null, isAutomatic: true });
  });
  useEffect(() => {
    if (awayAfterMs === null) return;
    const clock = createAwayClock(awayAfterMs, Date.now());
    let timer: ReturnType<typeof setTimeout>;
    let toldAt = 0;
    const look = () => {
      const now = Date.now();
      if (clock.isDue(now) && goAway()) clock.said();
      timer = setTimeout(look, Math.max(tellEveryMs, clock.nextLookAt() - now));
    };
    const touch = () => {
      const now = Date.now();
      clock.touched(now);
      if (now - toldAt < tellEveryMs) return;
      toldAt = now;
      // Other tabs hear it as a change of storage.
      localStorage.setItem(key, String(now));
      comeBack();
    };
    const hear = (event: StorageEvent) => {
      if (event.key === key && event.newValue) clock.touched(Number(event.newValue));
    };
    look();
    const options = { capture: true, passive: true };
    for (const input of inputs) window.addEventListener(input, touch, options);
    window.addEventListener("storage", hear);
    return () => {
      clearTimeout(timer);
      for (const input of inputs) window.removeEventListener(input, touch, options);
      window.removeEventListener("storage", hear);
    };
  }, [awayAfterMs, key]);
}
