/**
 * The browser of the journeys: one that is named, the system's, Playwright's own, or one that is installed now where we
 * may. Plain JavaScript, used by the test runner before anything is compiled.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const known = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function findKnown() {
  const named = process.env.ANSWERLINE_BROWSER;
  return [named, ...known].find((path) => path && existsSync(path)) ?? null;
}

/** Path of a Chromium, installed when there is none; null after saying plainly what is missing. */
export function ensureBrowser(say) {
  const found = findKnown();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing Chromium for the browser journeys (apt-get) …");
    const quiet = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"], quiet);
    const installed = findKnown();
    if (installed !== null) return installed;
  }
  say("Installing Playwright's Chromium …");
  spawnSync("npx", ["playwright", "install", "chromium"], { stdio: "inherit" });
  const asked = spawnSync(
    process.execPath,
    ["-e", "process.stdout.write(require('playwright').chromium.executablePath())"],
    { encoding: "utf8" },
  );
  if (asked.status === 0 && existsSync(asked.stdout)) return asked.stdout;
  say(
    "The browser journeys need Chromium. Install it (for example `apt-get install chromium`) or name one in ANSWERLINE_BROWSER.",
  );
  return null;
}
