/** One chat server as a process of its own, so that it can be killed; started by `start-chat-process.ts`. */
import { startNode, type NodeOptions } from "./chat-server.ts";

export interface ChatProcessOptions extends NodeOptions {
  databaseUrl: string;
  siteId: string;
  /** Takes questions and never comes to answer them. */
  isMute?: boolean;
}

const { databaseUrl, siteId, isMute, ...options } = JSON.parse(process.argv[2] ?? "{}") as ChatProcessOptions;
const node = await startNode(databaseUrl, siteId, options);
if (isMute === true) node.chat.app.pokeAnswerer = () => undefined;
process.send?.({ url: node.url });
// Whoever started us is gone.
process.on("disconnect", () => process.exit(0));
