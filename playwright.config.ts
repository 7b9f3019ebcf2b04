import { defineConfig } from "playwright/test";

/** Journeys with several people at once against the built product; each file starts a server of its own. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  fullyParallel: false,
  // Each file has a server of its own and waits for most of its time: two go side by side on two cores.
  workers: 2,
  // A retried journey hides a race.
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results",
  use: {
    actionTimeout: 10_000,
    launchOptions: {
      ...(process.env.ANSWERLINE_BROWSER === undefined ? {} : { executablePath: process.env.ANSWERLINE_BROWSER }),
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
    screenshot: "only-on-failure",
    // Recording everybody's every step makes it slow; `npx playwright test --trace retain-on-failure` when it is wanted.
    trace: "off",
  },
});
