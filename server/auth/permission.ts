import type { Permission } from "#server/contract/command.ts";
import type { Role } from "#server/contract/views.ts";

/**
 * Whether these roles hold a permission at all; which rows it reaches is decided where it acts. Roles add up. An admin may
 * do what a supervisor may; nobody takes chats without the role `agent`.
 */
export function holds(roles: readonly Role[], permission: Permission): boolean {
  switch (permission) {
    case "customer":
      return false;
    case "staff":
      return true;
    case "agent":
      return roles.includes("agent");
    case "supervisor":
      return roles.includes("supervisor") || roles.includes("admin");
    case "library":
    case "admin":
      return roles.includes("admin");
  }
}

/** Where somebody works: where a sign-in leads without another wish. */
export function homeOf(roles: readonly Role[]): "/dashboard" | "/workbench" | "/admin/answers" {
  if (roles.includes("supervisor")) return "/dashboard";
  return roles.includes("agent") ? "/workbench" : "/admin/answers";
}
