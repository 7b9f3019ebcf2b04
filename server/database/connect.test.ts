import { createServer, type AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmptyDatabase, type TestDatabase } from "#server/testing/database.ts";
import { connectWithPatience, describeDatabaseTrouble, nameDatabase } from "./connect.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createEmptyDatabase()));
afterAll(() => database.drop());

const with_ = (change: (url: URL) => void) => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

/** A port nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe("connectWithPatience", () => {
  it("returns at once when the database answers", async () => {
    await connectWithPatience(database.url, { onWaiting: () => expect.unreachable() });
  });

  it("waits while nobody answers, says so, and goes on when somebody does", async () => {
    const port = await freePort();
    const target = new URL(database.url);
    const said: string[] = [];
    // The database "comes up" as a forwarder on the port, once the first complaint was heard.
    const { createConnection } = await import("node:net");
    const forwarder = createServer((socket) => {
      const onward = createConnection(Number(target.port), target.hostname);
      socket.pipe(onward).pipe(socket);
      for (const end of [socket, onward]) end.on("error", () => undefined);
    });
    await connectWithPatience(
      with_((url) => (url.port = String(port))),
      {
        pauseMs: 10,
        onWaiting: (message) => {
          said.push(message);
          if (said.length === 2) forwarder.listen(port, "127.0.0.1");
        },
      },
    );
    forwarder.close();
    expect(said.length).toBeGreaterThanOrEqual(2);
    expect(said[0]).toBe(`The database 127.0.0.1:${port}${target.pathname} cannot be reached (ECONNREFUSED).`);
  });

  it("stops waiting when told to", async () => {
    const port = await freePort();
    const stop = new AbortController();
    const waiting = connectWithPatience(
      with_((url) => (url.port = String(port))),
      {
        signal: stop.signal,
        onWaiting: () => stop.abort(new Error("stopped")),
      },
    );
    await expect(waiting).rejects.toThrow();
  });

  it("does not wait for what only a person can put right, and never shows the password", async () => {
    const wrong = with_((url) => (url.password = "hunter2"));
    await expect(connectWithPatience(wrong)).rejects.toThrow(/does not let user answerline in: password/);
    await expect(connectWithPatience(wrong)).rejects.not.toThrow(/hunter2/);
    await expect(connectWithPatience(with_((url) => (url.pathname = "/nowhere")))).rejects.toThrow(
      /There is no database 127\.0\.0\.1:\d+\/nowhere\. Create it, or correct DATABASE_URL/,
    );
  });

  it("refuses an encoding that cannot hold every language", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
    const latin = with_((url) => (url.pathname = "/latin"));
    await expect(connectWithPatience(latin)).rejects.toThrow(/encoding LATIN1/);
    await client.query("DROP DATABASE latin WITH (FORCE)");
    await client.end();
  });
});

describe("describeDatabaseTrouble", () => {
  const url = "postgresql://shop:secret@db.example.com:6432/answerline";
  it.each([
    [{ code: "ENOTFOUND" }, "unreachable"],
    [{ code: "57P03" }, "unreachable"],
    [{ code: "53300" }, "unreachable"],
    [{ code: "28000" }, "denied"],
    [{ code: "3D000" }, "missing"],
    [{ code: "XX000" }, "other"],
  ])("%o is %s", (error, trouble) => {
    const told = describeDatabaseTrouble(Object.assign(new Error("no"), error), url);
    expect(told.trouble).toBe(trouble);
    expect(told.message).toContain("db.example.com:6432/answerline");
    expect(told.message).not.toContain("secret");
  });

  it("looks into the bundle Node makes of several refused addresses", () => {
    const refused = new AggregateError([Object.assign(new Error("no"), { code: "ECONNREFUSED" })]);
    expect(describeDatabaseTrouble(refused, url).trouble).toBe("unreachable");
  });
});

it("names a database without its password", () => {
  expect(nameDatabase("postgresql://u:p@h/d?sslmode=require")).toBe("h:5432/d");
});
