import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { serialiseModel } from "../answers/model-bytes.ts";
import { SAMPLE_LIBRARY } from "../answers/sample-library.ts";
import { train } from "../answers/train.ts";
import { unpackModel } from "../store/packed-model.ts";
import { trainModel, type Training } from "./train-model.ts";

const isLinux = process.platform === "linux";
const trainings: Training[] = [];

function begin(...given: Parameters<typeof trainModel>): Training {
  const training = trainModel(...given);
  trainings.push(training);
  return training;
}

afterEach(() => {
  for (const training of trainings.splice(0)) training.stop();
});

/** A library that takes minutes, and the words to make it in another process. */
const makeEndless = () =>
  Array.from({ length: 400 }, (_, at) => ({
    id: `entry-${at}`,
    kind: "answer" as const,
    language: "en",
    questions: Array.from({ length: 60 }, (_unused, which) => `question ${which} about thing ${at * which} of ${at}`),
  }));

test("A library is learned in a process of its own, to the same model as anywhere", { timeout: 60_000 }, async () => {
  const shares: number[] = [];
  const training = begin(SAMPLE_LIBRARY, 7, { onProgress: (share) => shares.push(share), isPacked: true });
  const bytes = await training.bytes;
  expect(Buffer.compare(await unpackModel((await training.packed)!), bytes!)).toBe(0);
  expect(Buffer.compare(bytes!, serialiseModel(train(SAMPLE_LIBRARY, { seed: 7 })))).toBe(0);
  expect(shares.at(-1)).toBe(1);
});

test.runIf(isLinux)("It stands back from the start, with every thread", { timeout: 60_000 }, async () => {
  const training = begin(makeEndless(), 1);
  const nice = Number(readFileSync(`/proc/${training.pid}/stat`, "utf8").split(") ")[1]!.split(" ")[16]);
  expect(nice).toBe(19);
});

test("A training that is stopped gives no model", { timeout: 60_000 }, async () => {
  const training = begin(makeEndless(), 1);
  training.stop();
  expect(await training.bytes).toBeNull();
  expect(await training.packed).toBeNull();
});

test.runIf(isLinux)("It ends when whoever started it is killed", { timeout: 60_000 }, async () => {
  const program = `
    import { trainModel } from ${JSON.stringify(new URL("./train-model.ts", import.meta.url).href)};
    const entries = (${makeEndless.toString()})();
    const { pid } = trainModel(entries, 1, { onProgress: () => process.stdout.write(pid + "\\n") });
  `;
  const parent = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", program],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [pid] = (await once(createInterface(parent.stdout), "line")) as [string];
  expect(existsSync(`/proc/${pid}`)).toBe(true);
  parent.kill("SIGKILL");
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 30_000 }).toBe(false);
});
