import { describe, expect, test } from "vitest";
import type { Ack } from "#server/contract/errors.ts";
import { createOutbox } from "./outbox.ts";
import { createMemoryOutboxStore, type OutboxEntry, type OutboxStore } from "./outbox-store.ts";
import { pendingMessages } from "./pending.ts";
import { noTabs, type Tabs, type TabWord } from "./tab-lock.ts";
import { conversationId } from "./testing/builders.ts";
import { createFakeClock, settled } from "./testing/fake-clock.ts";

type Sent = { input: Record<string, unknown>; answer: (ack: Ack<unknown>) => Promise<void> };
const ok: Ack<unknown> = { ok: true, data: {} };
const refusal = (
  code: "unavailable" | "invalid" | "conflict" | "slow_down" | "internal",
  retryAfterMs?: number,
): Ack<unknown> => ({ ok: false, error: { code, ...(retryAfterMs ? { retryAfterMs } : {}) } });

/** One page (tab) over a store; every send waits until the test answers it. */
function createPage(
  store: OutboxStore,
  options: {
    tabs?: Tabs;
    owner?: string;
    upload?: () => Promise<Ack<never> | { ok: true; data: { mediaId: never; width: number; height: number } }>;
  } = {},
) {
  const clock = createFakeClock();
  const sent: Sent[] = [];
  const acked: OutboxEntry[] = [];
  const state = { isOnline: true, uploads: 0 };
  const outbox = createOutbox({
    owner: options.owner ?? "customer:shop",
    side: "customer",
    store,
    tabs: options.tabs ?? noTabs,
    clock,
    random: () => 0.5,
    isOnline: () => state.isOnline,
    token: () => null,
    upload: async (_picture, { onProgress }) => {
      state.uploads += 1;
      onProgress(0.5);
      return options.upload ? options.upload() : (refusal("unavailable") as Ack<never>);
    },
    send: (_command, input) =>
      new Promise((resolve) => {
        sent.push({
          input,
          answer: async (ack) => {
            resolve(ack);
            await settled();
          },
        });
      }),
    onAcked: (entry) => void acked.push(entry),
  });
  outbox.start();
  const write = (text: string, lane = "thread") =>
    outbox.add({
      lane,
      command: "message:send",
      input: { conversationId: conversationId(1), text, mediaId: null, answerId: null },
    });
  const texts = () => sent.map(({ input }) => input.text);
  return { outbox, clock, sent, acked, state, write, texts };
}

describe("outbox", () => {
  test("one lane goes strictly in order, one at a time; lanes do not wait for each other", async () => {
    const page = createPage(createMemoryOutboxStore());
    page.write("a1", "a");
    page.write("a2", "a");
    page.write("b1", "b");
    await settled();
    expect(page.texts()).toEqual(["a1", "b1"]);
    await page.sent[0]?.answer(ok);
    expect(page.texts()).toEqual(["a1", "b1", "a2"]);
  });

  test("a passing fault keeps the clientId and goes again after a while, before what was written later", async () => {
    const page = createPage(createMemoryOutboxStore());
    const { clientId } = page.write("first");
    page.write("second");
    await settled();
    await page.sent[0]?.answer(refusal("unavailable"));
    expect(page.texts()).toEqual(["first"]);
    await page.clock.advance(500);
    expect(page.texts()).toEqual(["first", "first"]);
    expect(page.sent.map(({ input }) => input.clientId)).toEqual([clientId, clientId]);
    await page.sent[1]?.answer(refusal("slow_down", 5_000));
    await page.clock.advance(4_000);
    expect(page.texts().length).toBe(2);
    await page.clock.advance(1_000);
    await page.sent[2]?.answer(ok);
    expect(page.texts()).toEqual(["first", "first", "first", "second"]);
  });

  test("however long nothing could be stored, words go within 4 s of the end of that; a busy server is spared for longer", async () => {
    const page = createPage(createMemoryOutboxStore());
    page.write("patient");
    await settled();
    const fail = async (code: "unavailable" | "slow_down", withinMs: number) => {
      const before = page.sent.length;
      await page.sent.at(-1)?.answer(refusal(code));
      await page.clock.advance(withinMs);
      return page.sent.length > before;
    };
    for (let tries = 1; tries <= 12; tries += 1) expect(await fail("unavailable", 4_000)).toBe(true);
    expect(await fail("slow_down", 4_000)).toBe(false);
    await page.clock.advance(11_000);
    expect(page.sent.length).toBe(14);
  });

  test("nothing is tried while offline; the way back tries at once", async () => {
    const page = createPage(createMemoryOutboxStore());
    page.state.isOnline = false;
    page.write("later");
    await page.clock.advance(60_000);
    expect(page.sent).toEqual([]);
    page.state.isOnline = true;
    page.outbox.kick();
    await settled();
    expect(page.texts()).toEqual(["later"]);
  });

  test("a reload keeps what was not stored, in order, and sends the same clientId", async () => {
    const store = createMemoryOutboxStore();
    const before = createPage(store);
    const first = before.write("one");
    const second = before.write("two");
    await settled();
    before.outbox.stop();
    const after = createPage(store);
    await settled();
    expect(after.outbox.entries().map(({ clientId }) => clientId)).toEqual([first.clientId, second.clientId]);
    expect(after.sent[0]?.input.clientId).toBe(first.clientId);
    await after.sent[0]?.answer(ok);
    await after.sent[1]?.answer(ok);
    expect(after.outbox.entries()).toEqual([]);
    expect(await store.list("customer:shop")).toEqual([]);
  });

  test("a refusal is final until its writer acts, and does not hold up the next", async () => {
    const page = createPage(createMemoryOutboxStore());
    const { clientId, acked } = page.write("bad");
    page.write("good");
    await settled();
    await page.sent[0]?.answer(refusal("invalid"));
    expect(await acked).toEqual(refusal("invalid"));
    expect(page.outbox.entries()[0]).toMatchObject({ state: "failed", code: "invalid" });
    await page.sent[1]?.answer(ok);
    await page.outbox.retry(clientId);
    await settled();
    expect(page.sent[2]?.input.clientId).toBe(clientId);
    await page.sent[2]?.answer(refusal("invalid"));
    await page.outbox.discard(clientId);
    expect(page.outbox.entries()).toEqual([]);
  });

  test("only a conflict gets a new clientId", async () => {
    const page = createPage(createMemoryOutboxStore());
    const { clientId } = page.write("taken");
    await settled();
    await page.sent[0]?.answer(refusal("conflict"));
    await page.outbox.retry(clientId);
    await settled();
    expect(page.sent[1]?.input.text).toBe("taken");
    expect(page.sent[1]?.input.clientId).not.toBe(clientId);
    await page.sent[1]?.answer(ok);
    expect(page.outbox.entries()).toEqual([]);
  });

  test("a fault of ours is repeated a few times, then shown", async () => {
    const page = createPage(createMemoryOutboxStore());
    page.write("poison");
    await settled();
    for (let count = 0; count < 6; count += 1) {
      await page.sent.at(-1)?.answer(refusal("internal"));
      await page.clock.advance(20_000);
    }
    expect(page.sent.length).toBe(6);
    expect(page.outbox.entries()[0]).toMatchObject({ state: "failed", code: "internal" });
  });

  test("two tabs share one outbox: each entry is sent by one, and both see it go", async () => {
    const store = createMemoryOutboxStore();
    const listeners = new Set<(word: TabWord) => void>();
    let lock = Promise.resolve();
    const tabs = (own = new Set<(word: TabWord) => void>()): Tabs => ({
      alone(_name, work) {
        const turn = lock.then(work);
        lock = turn.catch(() => undefined);
        return turn;
      },
      tell: (word) => listeners.forEach((run) => own.has(run) || run(word)),
      onWord(run) {
        own.add(run);
        listeners.add(run);
        return () => void listeners.delete(run);
      },
    });
    const one = createPage(store, { tabs: tabs() });
    const two = createPage(store, { tabs: tabs() });
    const written = [one.write("from one"), two.write("from two")];
    await settled();
    expect([...one.texts(), ...two.texts()].length).toBe(1);
    const order: unknown[] = [];
    for (let count = 0; count < 2; count += 1) {
      for (const page of [one, two]) {
        const next = page.sent.shift();
        if (next) {
          order.push(next.input.text);
          await next.answer(ok);
        }
      }
    }
    expect(new Set(order)).toEqual(new Set(["from one", "from two"]));
    expect(order.length).toBe(2);
    // Whoever sent it, its writer learns the answer.
    expect(await Promise.all(written.map(({ acked }) => acked))).toEqual([ok, ok]);
    await settled();
    expect(one.outbox.entries()).toEqual([]);
    expect(two.outbox.entries()).toEqual([]);
  });

  test("two people on one browser never send each other’s words", async () => {
    const store = createMemoryOutboxStore();
    const lin = createPage(store, { owner: "agent:lin" });
    lin.state.isOnline = false;
    lin.write("mine");
    await settled();
    const ann = createPage(store, { owner: "agent:ann" });
    await settled();
    expect(ann.outbox.entries()).toEqual([]);
    expect(ann.sent).toEqual([]);
  });

  test("a picture is uploaded once; its message is repeated with the same mediaId", async () => {
    const mediaId = "m1" as never;
    let isUp = false;
    const page = createPage(createMemoryOutboxStore(), {
      upload: async () =>
        isUp ? { ok: true, data: { mediaId, width: 1, height: 1 } } : (refusal("unavailable") as Ack<never>),
    });
    page.outbox.add({
      lane: "thread",
      command: "message:send",
      input: { conversationId: null, text: null, mediaId: null, answerId: null },
      picture: new Blob(["x"]),
    });
    await settled();
    expect(page.sent).toEqual([]);
    expect(page.outbox.uploaded().size).toBe(1);
    isUp = true;
    await page.clock.advance(500);
    expect(page.sent[0]?.input).toMatchObject({ mediaId: "m1" });
    await page.sent[0]?.answer(refusal("unavailable"));
    await page.clock.advance(2_000);
    expect(page.sent[1]?.input).toEqual(page.sent[0]?.input);
    expect(page.state.uploads).toBe(2);
  });

  test("what the browser refuses to store is sent all the same", async () => {
    const store: OutboxStore = {
      ...createMemoryOutboxStore(),
      add: () => Promise.reject(new Error("quota")),
      list: async () => [],
    };
    const page = createPage(store);
    page.write("still");
    await settled();
    expect(page.texts()).toEqual(["still"]);
    await page.sent[0]?.answer(ok);
    expect(page.outbox.entries()).toEqual([]);
  });

  test("a message discarded while it was on the way is shown when it was stored after all", async () => {
    const page = createPage(createMemoryOutboxStore());
    const { clientId } = page.write("oops");
    await settled();
    await page.outbox.discard(clientId);
    await page.sent[0]?.answer(ok);
    expect(page.acked.length).toBe(1);
    expect(page.outbox.entries()).toEqual([]);
  });
});

test("pending: never beside its own item, waiting without a way, failed with its reason", async () => {
  const page = createPage(createMemoryOutboxStore());
  const one = page.write("one");
  page.write("two");
  const shown = (items: { clientId: string | null }[], isOnline: boolean) =>
    pendingMessages(page.outbox.entries(), items, { isOnline, uploaded: new Map() });
  expect(shown([], true).map(({ text, state }) => [text, state])).toEqual([
    ["one", "sending"],
    ["two", "sending"],
  ]);
  expect(shown([{ clientId: one.clientId }], false).map(({ text, state }) => [text, state])).toEqual([
    ["two", "waiting"],
  ]);
  await settled();
  await page.sent[0]?.answer(refusal("invalid"));
  expect(shown([], true)[0]).toMatchObject({ state: "failed", code: "invalid" });
});
