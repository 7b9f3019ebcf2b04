import { CircleEllipsis, Coffee, GraduationCap, type LucideIcon, PenLine, Users, Utensils } from "lucide-react";

const icons: Record<string, LucideIcon> = {
  break: Coffee,
  lunch: Utensils,
  meal: Utensils,
  wrap_up: PenLine,
  wrap: PenLine,
  meeting: Users,
  training: GraduationCap,
};

/** A picture for the reasons most shops have; the shop's own ones share one. */
export function BusyIcon({ code }: { code: string }) {
  const Icon = icons[code] ?? CircleEllipsis;
  return <Icon aria-hidden className="icon text-muted" />;
}
