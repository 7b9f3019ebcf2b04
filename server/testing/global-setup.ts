/** One PostgreSQL for the whole test run; the test files reach it through `createTestDatabase`. */
import type { TestProject } from "vitest/node";
import { startTestPostgres } from "./test-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    testPostgresUrl: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  project.provide("testPostgresUrl", server.url);
  return server.stop;
}
