"use client";

import { useFormatter } from "next-intl";

/** "10:38", with the whole date on hover and for machines. */
export function ClockTime({ at, className }: { at: number; className?: string }) {
  const format = useFormatter();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.dateTime(at, { dateStyle: "full", timeStyle: "medium" })}
      className={className}
    >
      {format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
    </time>
  );
}
