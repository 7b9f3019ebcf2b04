import { LoaderCircle } from "lucide-react";
import { cn } from "./class-names.ts";

/** Something goes on. With a label it speaks; inside a busy button it stays silent. */
export function Spinner({ label, className = "icon" }: { label?: string; className?: string }) {
  const circle = <LoaderCircle aria-hidden className={cn("animate-spin", className)} />;
  if (!label) return circle;
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted">
      {circle}
      <span>{label}</span>
    </span>
  );
}
