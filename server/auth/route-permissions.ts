/**
 * What every address of the product needs. Deny by default: a page or route that is not named here stops the start, and
 * a route handler gets its permission from here and nowhere else.
 *
 * `public`: anybody · `customer`: somebody with a customer's token · `person`: a customer or somebody signed in · the others
 * as the contract's permissions · `metrics`: supervisors, and programs that show METRICS_TOKEN.
 */
export const routePermissions = {
  "/": "public",
  "/chat": "public",
  "/embed.js": "public",
  "/sign-in": "public",
  "/account": "staff",
  "/account/password": "staff",
  "/workbench": "agent",
  "/message-box": "staff",
  "/dashboard": "supervisor",
  "/admin": "admin",
  "/admin/answers": "library",
  "/admin/people": "admin",
  "/admin/routing": "supervisor",
  "/admin/settings": "supervisor",
  "/api/auth/[...nextauth]": "public",
  "/api/account/password": "staff",
  "/api/customer/session": "public",
  "/api/health/live": "public",
  "/api/health/ready": "public",
  "/api/library/draft": "library",
  "/api/library/export": "library",
  "/api/library/import": "library",
  "/api/library/template": "library",
  "/api/media": "person",
  "/api/metrics": "metrics",
  "/api/media/[mediaId]": "person",
} as const satisfies Record<`/${string}`, RoutePermission>;

export type RoutePermission =
  | "public"
  | "customer"
  | "person"
  | "staff"
  | "agent"
  | "supervisor"
  | "library"
  | "admin"
  | "metrics";
export type RoutePath = keyof typeof routePermissions;
