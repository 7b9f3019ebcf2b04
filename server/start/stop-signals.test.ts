import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";

const script = `
  const { onStopRequested } = await import(${JSON.stringify(join(import.meta.dirname, "stop-signals.ts"))});
  onStopRequested((reason) => {
    console.log("stop " + reason);
    clearInterval(alive);
    setTimeout(() => process.exit(7), 200);
  });
  const alive = setInterval(() => undefined, 1000);
  console.log("ready");`;

let child: ChildProcess | undefined;
afterEach(() => void child?.kill("SIGKILL"));

async function startChild(): Promise<{ child: ChildProcess; lines: string[] }> {
  const options = { execArgv: ["--import", "tsx", "--input-type=module", "-e", script], silent: true };
  // fork gives the channel that the start program gives; with -e its module argument is only an argument.
  child = fork("unused", [], options);
  const lines: string[] = [];
  const reader = createInterface(child.stdout!);
  reader.on("line", (line) => lines.push(line));
  await once(reader, "line");
  return { child, lines };
}

it("stops once, however often and by whatever it is asked", async () => {
  const { child, lines } = await startChild();
  child.kill("SIGINT");
  child.kill("SIGINT");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(7);
  expect(lines.filter((line) => line.startsWith("stop"))).toHaveLength(1);
});

it("stops when the start program is gone", async () => {
  const { child, lines } = await startChild();
  child.disconnect();
  const [code] = await once(child, "exit");
  expect(code).toBe(7);
  expect(lines).toContain("stop the start program is gone");
});

it("stops in order when nobody reads its output any more", async () => {
  const { child } = await startChild();
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(7);
});
