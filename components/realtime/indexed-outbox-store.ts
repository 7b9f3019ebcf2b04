import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { createMemoryOutboxStore, type OutboxEntry, type OutboxStore } from "./outbox-store.ts";

interface OutboxSchema extends DBSchema {
  entries: { key: number; value: OutboxEntry; indexes: { clientId: string; owner: string } };
}

/**
 * The outbox in IndexedDB: survives reload, crash and restart, and is shared by all tabs. The growing key is the order
 * of writing. Where the browser refuses storage (some private windows and frames), the page's memory serves instead.
 */
export function createIndexedOutboxStore(): OutboxStore {
  let opening: Promise<OutboxStore> | null = null;
  const store = (): Promise<OutboxStore> => (opening ??= openStore().catch(() => createMemoryOutboxStore()));
  return {
    list: async (owner) => (await store()).list(owner),
    add: async (entry) => (await store()).add(entry),
    update: async (clientId, change) => (await store()).update(clientId, change),
    remove: async (clientId) => (await store()).remove(clientId),
  };
}

async function openStore(): Promise<OutboxStore> {
  const database: IDBPDatabase<OutboxSchema> = await openDB<OutboxSchema>("answerline-outbox", 1, {
    upgrade(db) {
      const entries = db.createObjectStore("entries", { autoIncrement: true });
      entries.createIndex("clientId", "clientId", { unique: true });
      entries.createIndex("owner", "owner");
    },
    // A newer page in another tab wants to change the shape: let it, this tab will be asked to reload.
    blocking: () => database.close(),
  });
  return {
    // Equal owners come in the order of their keys, that is as written.
    list: (owner) => database.getAllFromIndex("entries", "owner", owner),
    async add(entry) {
      await database.add("entries", entry);
    },
    async update(clientId, change) {
      const transaction = database.transaction("entries", "readwrite");
      const cursor = await transaction.store.index("clientId").openCursor(clientId);
      if (cursor) await cursor.update({ ...cursor.value, ...change });
      await transaction.done;
    },
    async remove(clientId) {
      const transaction = database.transaction("entries", "readwrite");
      const key = await transaction.store.index("clientId").getKey(clientId);
      if (key !== undefined) await transaction.store.delete(key);
      await transaction.done;
    },
  };
}
