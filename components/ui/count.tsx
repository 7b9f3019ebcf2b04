import { cn } from "./class-names.ts";

/** How many are new; nothing at zero. `label` says of what, for those who do not see it: "2 unread". */
export function Count({
  value,
  label,
  max = 99,
  className,
}: {
  value: number;
  label: string;
  max?: number;
  className?: string;
}) {
  if (value <= 0) return null;
  return (
    <span
      className={cn(
        "inline-grid h-[18px] min-w-[18px] shrink-0 place-items-center rounded-full bg-accent px-[5px] text-2xs leading-none font-semibold text-on-accent",
        className,
      )}
    >
      <span aria-hidden>{value > max ? `${max}+` : value}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
