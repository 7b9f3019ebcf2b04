/** `npm run bench -- NAME …`: runs one benchmark. JSON lines on standard output, progress on standard error. */
export {};

const BENCHES: Record<string, () => Promise<(argv: string[]) => number | Promise<number>>> = {
  answers: async () => (await import("./answers/run.ts")).runAnswersBench,
  connections: async () => (await import("./connections.ts")).runConnectionsBench,
  load: async () => (await import("./load/run.ts")).runLoadBench,
  stream: async () => (await import("./stream/run.ts")).runStreamBench,
  soak: async () => (await import("./soak.ts")).runSoakBench,
  routing: async () => (await import("./routing/run.ts")).runRoutingBench,
  messages: async () => (await import("./messages/run.ts")).runMessagesBench,
  web: async () => (await import("./web/run.ts")).runWebBench,
};

const [name = "", ...argv] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load) {
  process.exitCode = await (await load())(argv);
} else {
  process.stderr.write(`Usage: npm run bench -- NAME …   where NAME is one of: ${Object.keys(BENCHES).join(", ")}\n`);
  process.exitCode = 2;
}
