import { expect, it } from "vitest";
import { createLogger } from "./logging.ts";

function logged(write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  let line = "";
  write(createLogger({ logLevel: "info" }, { write: (text) => void (line += text) }));
  return JSON.parse(line) as Record<string, unknown>;
}

it("writes one JSON object with level, time and the child's area", () => {
  const record = logged((logger) => logger.child({ area: "jobs" }).info({ jobId: "1" }, "done"));
  expect(record).toMatchObject({ level: "info", area: "jobs", jobId: "1", msg: "done" });
  expect(Date.parse(record["time"] as string)).not.toBeNaN();
});

it("never writes what people wrote or what grants access", () => {
  const record = logged((logger) =>
    logger.info({ text: "my address is", event: { data: { body: "secret words", seq: 3 } }, headers: { cookie: "c" } }),
  );
  expect(record).toMatchObject({ text: "[private]", event: { data: { body: "[private]", seq: 3 } } });
  expect(JSON.stringify(record)).not.toMatch(/address|secret words|"c"/);
});

it("keeps row values that database errors quote out of the log", () => {
  const error = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (email)=(a@b.c) exists" });
  const record = logged((logger) => logger.error({ err: error }, "insert failed"));
  expect(record["err"]).toMatchObject({ message: "duplicate key", code: "23505" });
  expect(JSON.stringify(record)).not.toContain("a@b.c");
});
