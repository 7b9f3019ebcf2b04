/**
 * A fresh, migrated database per test file, on the one PostgreSQL that `global-setup.ts` runs for the test run.
 */
import { inject } from "vitest";
import { copyTemplate } from "./test-postgres.ts";

export interface TestDatabase {
  url: string;
  /** Drops it, cutting connections that are still open. */
  drop(): Promise<void>;
}

/** A database with every migration applied and no rows. */
export function createTestDatabase(): Promise<TestDatabase> {
  return copyTemplate(inject("testPostgresUrl"), "migrated");
}

/** A database with nothing in it at all. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return copyTemplate(inject("testPostgresUrl"), "empty");
}
