"use client";

import type { Role } from "#server/contract/views.ts";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";

const order: readonly Role[] = ["admin", "supervisor", "agent"];

/** Roles add up, so there may be several. */
export function RoleBadges({ roles }: { roles: readonly Role[] }) {
  const t = useTranslations("people.role");
  return (
    <span className="inline-flex flex-wrap gap-1">
      {order
        .filter((role) => roles.includes(role))
        .map((role) => (
          <Badge key={role} tone={role === "agent" ? "neutral" : role === "supervisor" ? "info" : "accent"}>
            {t(role)}
          </Badge>
        ))}
    </span>
  );
}
