/** Answers a bench's question what this process holds, over its IPC channel. Plain JavaScript, so that the relay can use it. */
import { readdirSync } from "node:fs";

/** After a forced collection; memory in bytes, CPU in µs since the start. */
async function look(more) {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const resources = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return { rss, heapUsed, external, cpuUs: user + system, fds: openFiles(), resources, ...more() };
}

function openFiles() {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    // Not on this system.
    return 0;
  }
}

/** What this process is started with: the first word on its channel (an argument has a length limit). */
export const readOptions = () => new Promise((resolve) => process.once("message", resolve));

/** @param more what else this process can tell about itself */
export function answerProbes(more = () => ({})) {
  process.on("message", (message) => {
    if (message?.ask === "cpu") {
      const { user, system } = process.cpuUsage();
      process.send({ answer: message.id, cpuUs: user + system, rss: process.memoryUsage().rss });
    } else if (message?.ask === "look") {
      void look(more).then((seen) => process.send({ answer: message.id, ...seen }));
    }
  });
}
