import { runRoutingBench } from "./run.ts";
process.exitCode = await runRoutingBench(process.argv.slice(2));
