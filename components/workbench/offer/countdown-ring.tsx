import { cn } from "#components/ui/class-names.ts";
import type { Countdown } from "./countdown.ts";

/** Seconds left in a ring that empties; red for the last five. Read out by the card, not by itself. */
export function CountdownRing({ left, size = 60 }: { left: Countdown; size?: number }) {
  const isLast = left.seconds <= 5;
  return (
    <span aria-hidden className="relative block shrink-0" style={{ width: size, height: size }}>
      <svg viewBox="0 0 60 60" width={size} height={size} className="-rotate-90 fill-none stroke-[4]">
        <circle cx="30" cy="30" r="27" className="stroke-degree-track" />
        <circle
          cx="30"
          cy="30"
          r="27"
          pathLength="100"
          strokeLinecap="round"
          strokeDasharray={`${left.fraction * 100} 100`}
          className={cn(
            "transition-[stroke-dasharray] duration-1000 ease-linear motion-reduce:transition-none",
            isLast ? "stroke-danger" : "stroke-accent",
          )}
        />
      </svg>
      <b
        className={cn(
          "absolute inset-0 grid place-items-center text-xl font-semibold tracking-[-0.02em]",
          isLast && "text-danger-text",
        )}
      >
        {left.seconds}
      </b>
    </span>
  );
}
