import type { ReactNode } from "react";
import { cn } from "./class-names.ts";

/** One sentence and one action, where the first row would be. `icon` is an `icon-lg`. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex flex-col items-start gap-1 px-4 py-4 text-sm", props.className)}>
      {props.icon && (
        <span className="mb-1 grid size-8 place-items-center rounded-md bg-selected text-muted">{props.icon}</span>
      )}
      <p className="font-medium">{props.title}</p>
      {props.description && <p className="max-w-[44ch] text-muted">{props.description}</p>}
      {props.action && <div className="mt-2">{props.action}</div>}
    </div>
  );
}
