import type { ConversationId, ErrorCode, MediaId } from "#server/contract/index.ts";
import type { AgentInput, CustomerInput } from "./command-shapes.ts";

export type OutboxCommand = "message:send" | "note:add" | "request:leave";

/** The fields every queued command has; the rest goes along untouched. */
export interface OutboxInput {
  conversationId: ConversationId | null;
  text: string | null;
}

/** One thing written by a person, kept until the server has stored it. The `clientId` is added when it is sent. */
export interface OutboxEntry {
  clientId: string;
  /** Who wrote it on which side, so that two people on one browser never send each other's words. */
  owner: string;
  /** Entries of one lane go strictly in order, one at a time. */
  lane: string;
  command: OutboxCommand;
  /** Fixed when written: a repeat with the same `clientId` must have the same body. */
  input: OutboxInput & Record<string, unknown>;
  /** A picture to upload first; `mediaId` once it is stored. */
  picture: Blob | null;
  mediaId: MediaId | null;
  createdAt: number;
  attempts: number;
  /** `queued` goes by itself; `failed` was refused and waits for its writer. */
  state: "queued" | "failed";
  code: ErrorCode | null;
}

export type CustomerMessage = Omit<CustomerInput<"message:send">, "clientId">;
export type CustomerRequest = Omit<CustomerInput<"request:leave">, "clientId">;
export type AgentMessage = Omit<AgentInput<"message:send">, "clientId">;
export type AgentNote = Omit<AgentInput<"note:add">, "clientId">;

/** Where entries live between page loads. `list` gives them in the order they were added. */
export interface OutboxStore {
  list(owner: string): Promise<OutboxEntry[]>;
  add(entry: OutboxEntry): Promise<void>;
  /** Changes an entry in its place; does nothing when it is gone. */
  update(clientId: string, change: Partial<OutboxEntry>): Promise<void>;
  remove(clientId: string): Promise<void>;
}

/** Lives as long as the page: for Node clients, and where a browser refuses storage. Copies in and out, as a disk would. */
export function createMemoryOutboxStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    list: async (owner) =>
      [...entries.values()].filter((entry) => entry.owner === owner).map((entry) => ({ ...entry })),
    async add(entry) {
      entries.set(entry.clientId, { ...entry });
    },
    async update(clientId, change) {
      const entry = entries.get(clientId);
      if (!entry) return;
      // Its place is kept even when a conflict gave it a new name.
      if (change.clientId && change.clientId !== clientId) {
        const all = [...entries.values()].map((held) => (held === entry ? { ...entry, ...change } : held));
        entries.clear();
        for (const held of all) entries.set(held.clientId, held);
      } else entries.set(clientId, { ...entry, ...change });
    },
    async remove(clientId) {
      entries.delete(clientId);
    },
  };
}
