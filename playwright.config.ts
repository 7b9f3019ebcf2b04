import { defineConfig } from "playwright/test";

/** Journeys with several people at once against the built product; each file starts a server of its own. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  fullyParallel: false,
  // Two cores: a server with its database and several browsers a file are enough for one.
  workers: 1,
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
    trace: "retain-on-failure",
  },
});
