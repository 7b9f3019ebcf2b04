import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError } from "#server/start/plain-error.ts";
import { routePermissions, type RoutePermission } from "./route-permissions.ts";

const entry = /^(page|route)\.(tsx?|jsx?)$/;

export interface FoundRoute {
  /** As Next serves it: groups in brackets are not part of it. */
  path: string;
  file: string;
}

/** Every page and route handler below an app folder. */
export function findRoutes(appFolder: string, path = ""): FoundRoute[] {
  if (!existsSync(appFolder)) return [];
  return readdirSync(appFolder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((each) => {
      const file = join(appFolder, each.name);
      if (each.isFile()) return entry.test(each.name) ? [{ path: path === "" ? "/" : path, file }] : [];
      // Folders with an underscore are private, those in round brackets or with an @ are no part of the address.
      if (!each.isDirectory() || each.name.startsWith("_")) return [];
      return findRoutes(file, /^(\(.*\)|@.*)$/.test(each.name) ? path : `${path}/${each.name}`);
    });
}

/** Refuses to start, as a PlainError, when a page or route below `appFolder` has no declared permission. */
export function assertRoutesDeclared(
  appFolder: string,
  declared: Readonly<Record<string, RoutePermission>> = routePermissions,
): void {
  const missing = findRoutes(appFolder).filter(({ path }) => !Object.hasOwn(declared, path));
  if (missing.length === 0) return;
  const lines = missing.map(({ path, file }) => `  ${path} (${file})`);
  throw new PlainError(
    `Nobody has said who may open these addresses; declare them in server/auth/route-permissions.ts:\n${lines.join("\n")}`,
  );
}

const changes = /export\s*(const|(async\s+)?function|\{[^}]*\bas)\s+(POST|PUT|PATCH|DELETE)\b/;

/**
 * Declared routes that do not ask for what they declare: a route handler goes through `route('<its path>'` (one that is
 * public and changes nothing may do without), a page that is not public calls `requireStaffPage(`. Read from the
 * sources, for a test.
 */
export function findUnguarded(
  appFolder: string,
  declared: Readonly<Record<string, RoutePermission>> = routePermissions,
): string[] {
  return findRoutes(appFolder).flatMap(({ path, file }) => {
    const source = readFileSync(file, "utf8");
    const isPublic = Object.hasOwn(declared, path) && declared[path] === "public";
    if (/page\.\w+$/.test(file)) return isPublic || source.includes("requireStaffPage(") ? [] : [path];
    const isWrapped = [...source.matchAll(/\broute\(\s*(["'])(.*?)\1/g)].some((match) => match[2] === path);
    return isWrapped || (isPublic && !changes.test(source)) ? [] : [path];
  });
}
