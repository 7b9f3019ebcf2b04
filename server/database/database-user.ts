/**
 * Who the embedded PostgreSQL runs as. It refuses to run as root, so root lends it an unprivileged user.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";

/** Passed to spawn: undefined for both means "as ourselves". */
export interface DatabaseUser {
  uid: number | undefined;
  gid: number | undefined;
}

const ourselves: DatabaseUser = { uid: undefined, gid: undefined };

function lookUp(name: string): DatabaseUser | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return undefined;
  }
}

/**
 * The owner of the cluster if there is one (it must stay its owner); else, as root, `postgres`, `nobody`, or 65534.
 * @param home the folder that holds the cluster, which may not exist yet
 */
export function chooseDatabaseUser(home: string): DatabaseUser {
  if (process.getuid?.() !== 0) return ourselves;
  const owner = statSync(home, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp("postgres") ?? lookUp("nobody") ?? { uid: 65534, gid: 65534 };
}

/** Can this user go into the folder? Asked of the system itself, which also knows about access lists and mounts. */
export function canEnter(user: DatabaseUser, folder: string): boolean {
  if (user.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}
