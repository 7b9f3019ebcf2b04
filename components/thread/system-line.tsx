import type { ReactNode } from "react";
import type { ThreadView } from "./thread-entry.ts";

/** What happened, between the messages; at the desk a rule runs through it. */
export function SystemLine({ view, children }: { view: ThreadView; children: ReactNode }) {
  if (view === "customer") return <p className="mt-0.5 mb-3 text-center text-xs text-subtle">{children}</p>;
  return (
    <p className="mt-0.5 mb-3.5 flex items-center gap-2.5 text-xs text-subtle before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      <span className="max-w-[80%] text-center">{children}</span>
    </p>
  );
}
