import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser, CDPSession, Page } from "playwright";

/** Lighthouse's "slow 4G": 150 ms a round trip, 1.6 Mbit/s down, 750 kbit/s up; the processor four times slower. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;

export interface ChatFigures {
  embedKb: number;
  hostLayoutShift: number;
  chatJsKb: number;
  usableMs: number;
}

const kb = (bytes: number): number => Math.round((bytes / 1_024) * 100) / 100;

/** What the customer's side weighs, and how long it takes until it can be typed into. Each page in a browser profile of its own, with nothing kept. */
export async function measureChat(browser: Browser, url: string, rounds: number): Promise<ChatFigures> {
  const loader = await (await fetch(`${url}/embed.js`)).text();
  const weights: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const seen = await openChat(browser, url);
    weights.push(seen.scriptBytes);
    times.push(seen.usableMs);
  }
  return {
    embedKb: kb(gzipSync(loader, { level: 9 }).length),
    hostLayoutShift: await layoutShiftOfHost(browser, url),
    chatJsKb: kb(Math.max(...weights)),
    usableMs: Math.round(middle(times)),
  };
}

function middle(values: readonly number[]): number {
  return values.toSorted((x, y) => x - y)[values.length >> 1] ?? 0;
}

/** Opens the chat's page on a slow line and types as soon as it can be typed into. */
async function openChat(browser: Browser, url: string): Promise<{ scriptBytes: number; usableMs: number }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const scripts = await watchScripts(cdp);
    await cdp.send("Network.emulateNetworkConditions", SLOW_4G);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const begun = performance.now();
    await page.goto(`${url}/chat?site=main`, { waitUntil: "commit" });
    const composer = page.getByRole("textbox").first();
    await composer.waitFor({ state: "visible" });
    // React has taken it over only when what is typed stays and can be sent.
    await page.waitForFunction(() => {
      const box = document.querySelector<HTMLTextAreaElement>("textarea");
      return (
        box !== null && !box.disabled && !box.readOnly && Object.keys(box).some((key) => key.startsWith("__react"))
      );
    });
    const usableMs = performance.now() - begun;
    await composer.fill("Where is my parcel?");
    return { usableMs, scriptBytes: scripts() };
  } finally {
    await context.close();
  }
}

/** Bytes of JavaScript that came over the line so far, as they were sent (compressed). */
async function watchScripts(cdp: CDPSession): Promise<() => number> {
  const isScript = new Set<string>();
  let bytes = 0;
  cdp.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") isScript.add(requestId);
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (isScript.has(requestId)) bytes += encodedDataLength;
  });
  await cdp.send("Network.enable");
  return () => bytes;
}

/** A shop's page with the tag in it, on another origin: how far its own content moved because of it. */
async function layoutShiftOfHost(browser: Browser, url: string): Promise<number> {
  const host = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><title>Shop</title><h1>Lantern Teas</h1>${"<p>What a page says about tea.</p>".repeat(60)}
       <script async src="${url}/embed.js" data-site="main"></script><p>The last line.</p>`,
    );
  }).listen(0);
  await once(host, "listening");
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(observeShifts);
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
    await page.getByRole("button").first().waitFor();
    await page.waitForLoadState("networkidle");
    return await readShift(page);
  } finally {
    await context.close();
    host.close();
  }
}

function observeShifts(): void {
  const held = window as unknown as { shifted: number };
  held.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) held.shifted += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
}

const readShift = (page: Page): Promise<number> =>
  page.evaluate(() => Math.round((window as unknown as { shifted: number }).shifted * 10_000) / 10_000);
