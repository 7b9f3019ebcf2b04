import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { agentCommands, type CommandMap } from "../contract/index.ts";
import { customerCommands } from "../contract/customer-commands.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { agentTable, customerTable, madeUp, type Named, type Row } from "../testing/refusal-table.ts";
import { connectWire, type AgentWire, type CustomerWire } from "../testing/wire.ts";

/** What no page of ours would send. The server lives on, says `invalid`, and nobody else notices. */

let server: TestChatServer;
let customer: CustomerWire;
let ada: AgentWire;
let lin: AgentWire;

/** The customer's own, so that a wrong number is not refused for another reason first; Lin's team may read it. */
let things: Named;

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 100_000 });
  customer = await server.connectCustomer(await server.newCustomer());
  [ada, lin] = await Promise.all([server.connectStaff(server.shop.ada), server.connectStaff(server.shop.lin)]);
  await lin.ask("availability:set", { clientId: randomUUID(), availability: "available", reason: null });
  const { conversation } = await customer.ask("handoff:request", { clientId: randomUUID(), conversationId: null });
  things = { ...madeUp(), conversationId: conversation.id, closedConversationId: conversation.id };
});
afterAll(() => server.stop());

const expectAlive = async () => {
  expect(await ada.call("desk:open", {})).toMatchObject({ ok: true });
  expect(await customer.call("thread:open", { pageUrl: null })).toMatchObject({ ok: true });
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
};
const codeOf = (answer: unknown) => (answer as { ok: boolean; error?: { code: string } }).error?.code ?? "ok";

const operators: unknown[] = [
  { contains: "" },
  { not: "" },
  { gt: "" },
  { in: [] },
  { OR: [] },
  { select: { passwordHash: true } },
  { $ne: null },
  { toString: "x" },
];
const odd: unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  1.5,
  2 ** 31,
  2 ** 31 - 1,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  8.64e15,
  1e308,
  "",
  " ",
  "1",
  "0x10",
  "1e400",
  "NaN",
  "null",
  "[object Object]",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "'; DROP TABLE items; --",
  "%",
  "${7*7}",
  "../../etc/passwd",
  "x".repeat(20_000),
  "\u202e".repeat(50),
  [],
  [[]],
  [null],
  ["x", "x"],
  {},
  ...operators,
  JSON.parse('{"__proto__":{"x":1}}'),
  JSON.parse('{"constructor":{"prototype":{"x":1}}}'),
  new Uint8Array([1, 2, 3]),
  "2026-01-01T00:00:00Z",
  randomUUID(),
];

/** Commands that were asked as they must be: what each field becomes is the test. */
function* mutations(name: string, { inputs }: Row): Generator<{ field: string; input: unknown; isWrong?: boolean }> {
  const [first] = inputs(things);
  if (first === undefined) throw new Error(`${name} has no input`);
  for (const field of Object.keys(first)) {
    // Whatever the schema says: an object never stands for a text, a number or a choice.
    const isPlain = ["string", "number", "boolean"].includes(typeof first[field]);
    for (const value of odd)
      yield {
        field,
        input: { ...first, [field]: value },
        isWrong: isPlain && typeof value === "object" && value !== null,
      };
    yield { field, input: Object.fromEntries(Object.entries(first).filter(([key]) => key !== field)) };
  }
  for (const extra of [
    "role",
    "senderId",
    "isAgent",
    "createdAt",
    "seq",
    "state",
    "capacity",
    "where",
    "constructor",
    "prototype",
  ])
    yield { field: extra, input: { ...first, [extra]: "x" }, isWrong: true };
  yield {
    field: "__proto__",
    input: JSON.parse(`{"__proto__":{"x":1},${JSON.stringify(first).slice(1)}`.replace(",}", "}")),
    isWrong: true,
  };
  for (const whole of [undefined, ...odd]) yield { field: "", input: whole };
}

describe("every field of every command", () => {
  const doors: [
    string,
    Record<string, Row>,
    CommandMap,
    () => { raw(name: string, ...args: unknown[]): Promise<unknown> }[],
  ][] = [
    ["/customer", customerTable, customerCommands as unknown as CommandMap, () => [customer]],
    ["/agent", agentTable, agentCommands as unknown as CommandMap, () => [ada, lin]],
  ];
  for (const [namespace, table, commands, wires] of doors) {
    it.each(Object.keys(table))(
      `${namespace} %s: wrong types are invalid, right ones never a fault of ours`,
      async (name) => {
        const row = table[name] as Row;
        const schema = commands[name]?.input as z.ZodObject;
        // A field that the table leaves out would not be tried.
        expect(Object.keys(row.inputs(madeUp())[0] ?? {}).sort()).toEqual(Object.keys(schema.shape).sort());
        const wire = wires().find((_, at) => namespace === "/customer" || (row.permission === "agent") === (at === 1));
        const wrong: unknown[] = [];
        const tries = [...mutations(name, row)].map(async ({ field, input, isWrong = false }) => {
          const fits = !isWrong && schema.safeParse(wired(input)).success;
          const code = codeOf(await wire?.raw(name, input));
          if (fits ? code === "internal" : code !== "invalid")
            wrong.push({ field, input: JSON.stringify(input)?.slice(0, 120), fits, code });
        });
        await Promise.all(tries);
        expect(wrong).toEqual([]);
        await expectAlive();
      },
    );
  }
});

/** What arrives of a value that is sent. */
const wired = (input: unknown): unknown =>
  input === undefined
    ? undefined
    : JSON.parse(JSON.stringify(input, (_, value: unknown) => (value instanceof Uint8Array ? { bytes: true } : value)));

describe("frames", () => {
  it("one over 64 KB ends its connection at once, and nobody else's", async () => {
    const victim = await server.connectCustomer(await server.newCustomer());
    const began = performance.now();
    victim.socket.emit("message:send", {
      clientId: randomUUID(),
      conversationId: null,
      text: "x".repeat(66_000),
      mediaId: null,
      answerId: null,
    });
    expect(await victim.ended).toBe("transport close");
    expect(performance.now() - began).toBeLessThan(1_000);
    await expectAlive();
  });

  it("the longest message there may be fits in one, whatever its characters", async () => {
    const wire = await server.connectCustomer(await server.newCustomer());
    for (const character of ["x", "\u0001", "汉", "😀".slice(0, 2)]) {
      const text = character.repeat(10_000 / character.length);
      expect(
        await wire.ask("message:send", {
          clientId: randomUUID(),
          conversationId: null,
          text,
          mediaId: null,
          answerId: null,
        }),
      ).toMatchObject({ item: { data: { text } } });
    }
  });

  it("bent packets end at most the connection they came on", async () => {
    const packets = [
      "",
      "2",
      "2/agent",
      "2/agent,",
      "2/agent,0",
      "2/agent,0[",
      "2/agent,0{}",
      "2/agent,0[]",
      "2/agent,0[1]",
      "2/agent,0[null]",
      "2/agent,0[{}]",
      '2/agent,0["disconnect"]',
      '2/agent,0["disconnecting"]',
      '2/agent,0["connect"]',
      '2/agent,0["connect_error"]',
      '2/agent,0["newListener"]',
      '2/agent,0["removeListener"]',
      '2/agent,0["error",{}]',
      '2/agent,0["error"]',
      '2/agent,0["__proto__",{}]',
      '2/agent,99999999999999999999["desk:open",{}]',
      '2/agent,-1["desk:open",{}]',
      '2/agent,["desk:open"]',
      '2/agent,0["desk:open",1,2,3]',
      "3/agent,0[]",
      "3/agent,7[{}]",
      "1/agent,",
      "0/agent,",
      "0/agent,{",
      "0/agent,[]",
      '0/agent,"x"',
      "4/agent,{}",
      "5",
      '51-/agent,0["desk:open",{"_placeholder":true,"num":0}]',
      '511-/agent,0["desk:open"]',
      '510000-/agent,0["desk:open",{}]',
      '5-1-/agent,["x"]',
      "6/agent,0[]",
      "9",
      "\u0000",
      '2/__proto__,["x"]',
      "0/__proto__,",
      `2/agent,0["desk:open",${"[".repeat(20_000)}${"]".repeat(20_000)}]`,
      `2/${"n".repeat(50_000)},["x"]`,
    ];
    for (const packet of packets) {
      const wire = await connectWire({
        url: server.url,
        namespace: "/agent",
        headers: { cookie: server.shop.mia.cookie },
      });
      (wire.socket.io.engine as unknown as { write(data: string): void }).write(packet);
      await Promise.race([wire.ended, wire.raw("account:get", {}).catch(() => undefined)]);
      wire.close();
    }
    await expectAlive();
  });

  it("commands on a connection that never entered a namespace are not answered", async () => {
    const wire = await connectWire({
      url: server.url,
      namespace: "/customer",
      auth: { version: 1, token: (await server.newCustomer()).token },
    });
    let heard = 0;
    wire.socket.io.on("open", () => undefined);
    wire.socket.io.engine.on(
      "packet",
      ({ type, data }) => void (type === "message" && String(data).includes("/agent") && (heard += 1)),
    );
    (wire.socket.io.engine as unknown as { write(data: string): void }).write('2/agent,0["desk:open",{}]');
    expect(await wire.ended).toBe("transport close");
    expect(heard).toBe(0);
    await expectAlive();
  });
});

describe("limits", () => {
  it("a flood is answered slow_down with the time to wait, and slows nobody else", async () => {
    const strict = await startChatServer();
    try {
      const [loud, calm] = [
        await strict.connectCustomer(await strict.newCustomer()),
        await strict.connectCustomer(await strict.newCustomer()),
      ];
      const send = (wire: CustomerWire) =>
        wire.call("message:send", {
          clientId: randomUUID(),
          conversationId: null,
          text: "hello",
          mediaId: null,
          answerId: null,
        });
      const answers = await Promise.all(Array.from({ length: 100 }, () => send(loud)));
      const slowed = answers.filter((answer) => !answer.ok);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(customerCommands["message:send"].rateLimit.points);
      for (const answer of slowed)
        expect(answer).toEqual({ ok: false, error: { code: "slow_down", retryAfterMs: expect.any(Number) } });
      for (const answer of slowed) if (!answer.ok) expect(answer.error.retryAfterMs).toBeGreaterThan(0);
      expect(await send(calm)).toMatchObject({ ok: true });
      expect(await loud.call("thread:open", { pageUrl: null })).toMatchObject({ ok: true });
    } finally {
      await strict.stop();
    }
  });
});

it("no command was a fault of ours", () => {
  const lines = server.lines.map(
    (line) => JSON.parse(line) as { level: string; msg: string; command?: string; err?: unknown },
  );
  expect(
    lines.filter(({ level, msg }) => level === "error" && /^a (command|batch of decisions|question) /.test(msg)),
  ).toEqual([]);
});
