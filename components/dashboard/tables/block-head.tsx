import type { ReactNode } from "react";
import { cn } from "#components/ui/class-names.ts";

/** The 38 px title over a table or list, with something quiet after it. */
export function BlockHead({
  title,
  note,
  end,
  className,
}: {
  title: string;
  note?: ReactNode;
  end?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex h-[38px] shrink-0 items-center gap-2 px-5 max-md:px-4", className)}>
      <h2 className="text-sm font-semibold whitespace-nowrap">{title}</h2>
      {note && <span className="truncate text-xs text-subtle">{note}</span>}
      {end && <span className="ms-auto text-xs whitespace-nowrap text-muted">{end}</span>}
    </div>
  );
}
