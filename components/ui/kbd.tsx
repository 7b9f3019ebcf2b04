import { cn } from "./class-names.ts";

/** Key caps: "Alt A", "Ctrl K", "↵"; on solid buttons they sink in instead of standing out. */
export function Kbd({ keys, isOnSolid, className }: { keys: string; isOnSolid?: boolean; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-grid h-[18px] shrink-0 min-w-[18px] place-items-center rounded-xs px-1 font-sans text-2xs leading-none font-medium whitespace-nowrap",
        isOnSolid ? "bg-solid-shade" : "bg-sunken text-subtle inset-ring inset-ring-border-strong dark:bg-hover",
        className,
      )}
    >
      {keys}
    </kbd>
  );
}
