import { cn } from "./class-names.ts";

export type PresenceState = "available" | "busy" | "away" | "offline";

// The shape differs as well as the colour: full round, square, amber round, ring.
const shapes: Record<PresenceState, string> = {
  available: "rounded-full bg-success",
  busy: "rounded-[2px] bg-danger",
  away: "rounded-full bg-warning",
  offline: "rounded-full border-2 border-field bg-(--ground,var(--color-surface))",
};

/** The state of a person as a mark of 8 px. Without a label a word has to stand near it. */
export function PresenceDot({ state, label, className }: { state: PresenceState; label?: string; className?: string }) {
  return (
    <span
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={cn("inline-block size-2 shrink-0", shapes[state], className)}
    />
  );
}
