"use client";

import { useCallback } from "react";
import { useFormatter } from "next-intl";

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** When an answer is promised: the clock alone for today, else with its day. */
export function usePromiseTime(): (at: number) => string {
  const format = useFormatter();
  return useCallback(
    (at) => {
      const isToday = new Date(at).toDateString() === new Date().toDateString();
      return format.dateTime(at, isToday ? clock : { day: "numeric", month: "short", ...clock });
    },
    [format],
  );
}
