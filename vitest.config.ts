import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["server/**/*.test.ts", "prisma/**/*.test.ts", "components/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "e2e/**", "prisma/generated/**"],
    globalSetup: ["server/testing/global-setup.ts"],
    // A retried test hides a race.
    retry: 0,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
