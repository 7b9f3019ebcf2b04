/**
 * Prints the SQL that takes a database from one Prisma schema to another, for writing migration.sql files.
 *
 *   npx tsx server/database/diff.ts                            from nothing to prisma/schema.prisma
 *   npx tsx server/database/diff.ts new.prisma                 from nothing to new.prisma
 *   npx tsx server/database/diff.ts --from old.prisma [new]    only what changed between the two
 *
 * A developer's tool: it runs Prisma's schema engine as WebAssembly, needs no database and no download.
 */
import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import type { DiffTarget, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";

type EngineModule = typeof import("@prisma/schema-engine-wasm/schema_engine_bg") & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

/** The package's own entry imports its .wasm as a module, which plain Node cannot; this does the same by hand. */
async function loadEngine(): Promise<typeof SchemaEngine> {
  const require = createRequire(import.meta.url);
  const glue = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as unknown as EngineModule;
  const entry = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(entry.replace(/\.js$/, ".wasm"));
  const wasm = await WebAssembly.compile(bytes);
  const imports: WebAssembly.Imports = {};
  for (const { module } of WebAssembly.Module.imports(wasm)) {
    imports[module] = glue as unknown as WebAssembly.ModuleImports;
  }
  const instance = await WebAssembly.instantiate(wasm, imports);
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return glue.SchemaEngine;
}

/**
 * Comparing two schema files needs no database, but the engine opens a connection to learn the dialect:
 * it asks whether the schema exists and which version it is talking to. This answers that and nothing else.
 */
const dialectOnly: SqlDriverAdapter = {
  provider: "postgres",
  adapterName: "dialect-only",
  queryRaw: async (): Promise<SqlResultSet> => ({
    columnNames: ["exists", "version", "numeric_version"],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, "PostgreSQL 18.4", 180004]],
  }),
  executeRaw: () => Promise.reject(new Error("this connection only names its dialect")),
  executeScript: () => Promise.reject(new Error("this connection only names its dialect")),
  startTransaction: () => Promise.reject(new Error("this connection only names its dialect")),
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
  dispose: async () => undefined,
};

async function asTarget(path: string | undefined): Promise<DiffTarget> {
  if (path === undefined) return { tag: "empty" };
  return { tag: "schemaDatamodel", files: [{ path, content: await readFile(path, "utf8") }] };
}

/**
 * The SQL from the schema in `fromPath` (nothing when absent) to the schema in `toPath`; a comment when they are equal.
 */
export async function diffSchemas(fromPath: string | undefined, toPath: string): Promise<string> {
  const Engine = await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: dialectOnly.adapterName,
    connect: async () => dialectOnly,
    connectToShadowDb: async () => dialectOnly,
  });
  const engine = await Engine.new({ datamodels: [[toPath, await readFile(toPath, "utf8")]] }, () => undefined, adapter);
  const result = await engine.diff({
    from: await asTarget(fromPath),
    to: await asTarget(toPath),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? "";
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const { values, positionals } = parseArgs({ options: { from: { type: "string" } }, allowPositionals: true });
  try {
    process.stdout.write(await diffSchemas(values.from, positionals[0] ?? "prisma/schema.prisma"));
  } catch (error) {
    // The engine's message already shows the line of the schema; a stack through WebAssembly adds nothing.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
