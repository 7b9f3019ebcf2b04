/**
 * The Redis of the tests with two nodes: the system's, or one that is installed now where we may. Plain JavaScript, used by
 * the test runner before anything is compiled.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const hasRedis = () => spawnSync("redis-server", ["--version"]).status === 0;

/** Whether there is a redis-server, installed when there was none; after saying plainly what is missing. */
export function ensureRedis(say) {
  if (hasRedis()) return true;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing redis-server for the tests with two nodes (apt-get) …");
    // The package starts a service of its own, which nobody here needs.
    const quiet = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"], quiet);
    if (hasRedis()) return true;
  }
  say(
    "Tests with two nodes need redis-server in the PATH (Debian: apt-get install redis-server; macOS: brew install redis).",
  );
  return false;
}
