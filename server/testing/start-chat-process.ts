import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ChatProcessOptions } from "./chat-process.ts";

export interface ChatProcess {
  url: string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a node on this database as a process of its own; resolves when it listens. */
export async function startChatProcess(options: ChatProcessOptions): Promise<ChatProcess> {
  const child = fork(join(import.meta.dirname, "chat-process.ts"), [JSON.stringify(options)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const url = await Promise.race([
    once(child, "message").then(([message]) => (message as { url: string }).url),
    gone.then(([code]) => Promise.reject(new Error(`the node ended with ${String(code)} before it listened`))),
  ]);
  return {
    url,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
