import { differencesOf, verifyRouting } from "#server/runtime/verify.ts";
import { inSnapshot, type Database } from "#server/store/database.ts";
import { readStateRows } from "#server/store/routing-rows.ts";
import type { NodeWithEyes } from "./chaos-node.ts";

/** Thresholds and presence are decided about at any moment: so often is tried to meet one journal number. */
const TRIES = 50;

/** What differs between the rows and the replay of the journal, and between the rows and each living node's copy. */
export async function engineDifferences(database: Database, nodes: readonly NodeWithEyes[]): Promise<string[]> {
  const { differences } = await verifyRouting(database.main);
  const found = differences.map((what) => `replay: ${what}`);
  for (const node of nodes) {
    if (!node.isUp) continue;
    try {
      found.push(...(await copyDifferences(database, node)).map((what) => `${node.name}: ${what}`));
    } catch (error) {
      found.push(String(error));
    }
  }
  return found;
}

async function copyDifferences(database: Database, node: NodeWithEyes): Promise<string[]> {
  for (let tries = 1; ; tries += 1) {
    const copy = await node.look();
    const rows = await inSnapshot(database.main, readStateRows);
    if (rows.meta.seq === copy.meta.seq || tries === TRIES) return differencesOf(rows, copy);
  }
}
