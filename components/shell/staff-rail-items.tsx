"use client";

import type { Role } from "#server/contract/views.ts";
import { Activity, BookOpenText, Inbox, MessagesSquare, Settings, UsersRound, Waypoints } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RailItem } from "./rail.tsx";

/** What is new, by place. */
export interface RailMarks {
  workbench?: number;
  messageBox?: number;
}

/**
 * The rail's places for these roles, the same on every staff page. Roles add up; an admin sees what a supervisor sees,
 * but only an agent has a workbench.
 */
export function useStaffRailItems(
  roles: readonly Role[],
  marks: RailMarks = {},
): { items: RailItem[]; footItems: RailItem[] } {
  const t = useTranslations("common.rail");
  const isAgent = roles.includes("agent");
  const isAdmin = roles.includes("admin");
  const isSupervisor = isAdmin || roles.includes("supervisor");
  return {
    items: [
      ...(isAgent ? [{ href: "/workbench", label: t("workbench"), icon: MessagesSquare, mark: marks.workbench }] : []),
      { href: "/message-box", label: t("messageBox"), icon: Inbox, mark: marks.messageBox },
      ...(isSupervisor ? [{ href: "/dashboard", label: t("dashboard"), icon: Activity }] : []),
      ...(isAdmin
        ? [
            { href: "/admin/answers", label: t("answers"), icon: BookOpenText },
            { href: "/admin/people", label: t("people"), icon: UsersRound },
          ]
        : []),
      ...(isSupervisor ? [{ href: "/admin/routing", label: t("routing"), icon: Waypoints }] : []),
    ],
    footItems: isSupervisor ? [{ href: "/admin/settings", label: t("settings"), icon: Settings }] : [],
  };
}
