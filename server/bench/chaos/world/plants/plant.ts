import type { ChatServerOptions } from "#server/create-chat-server.ts";
import type { Database } from "#server/store/database.ts";

/** What a planted fault changes in a node. */
export type Plant = Pick<ChatServerOptions, "around" | "step">;
export type CreatePlant = (database: Database) => Plant;
