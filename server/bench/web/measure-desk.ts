import { setTimeout as sleep } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import type { Browser } from "playwright";
import { CONTRACT_VERSION } from "#server/contract/version.ts";
import { quantile } from "../metrics.ts";

export interface DeskFigures {
  /** The longest frame while a conversation of thousands is scrolled through and written under. */
  longestFrameMs: number;
  framesOver50: number;
  frames: number;
}

/** An agent at a desk with many chats: scrolls the long one to its first message and types a paragraph. */
export async function measureDesk(browser: Browser, url: string, cookie: string): Promise<DeskFigures> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, locale: "en-GB" });
  try {
    const at = cookie.indexOf("=");
    await context.addCookies([{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url }]);
    const page = await context.newPage();
    await page.goto(`${url}/workbench`);
    await page.getByText("Customer 1", { exact: true }).first().click();
    const log = page.getByRole("log").first();
    await log.waitFor();
    const box = page.getByRole("textbox", { name: /reply|message/i }).first();
    await box.waitFor();
    await page.evaluate(watchFrames);
    const middle = await log.boundingBox();
    if (middle === null) throw new Error("the conversation is not shown");
    await page.mouse.move(middle.x + middle.width / 2, middle.y + middle.height / 2);
    for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, turn < 45 ? -2_500 : 3_000);
    await box.click();
    await box.pressSequentially("Your parcel has left our house today and is with you on Thursday. ".repeat(3), {
      delay: 15,
    });
    return await page.evaluate(readFrames);
  } finally {
    await context.close();
  }
}

/** As text: what is compiled may call helpers that the page does not have. */
const watchFrames = `{
  window.frameMs = [];
  let last = null;
  requestAnimationFrame(function look(now) {
    if (last !== null) window.frameMs.push(now - last);
    last = now;
    requestAnimationFrame(look);
  });
}`;

function readFrames(): DeskFigures {
  const { frameMs } = window as unknown as { frameMs: number[] };
  return {
    longestFrameMs: Math.round(Math.max(0, ...frameMs)),
    framesOver50: frameMs.filter((ms) => ms > 50).length,
    frames: frameMs.length,
  };
}

/** Opening conversations of the past, one after the other, over the desk's own socket; in ms. */
export async function measureOpening(
  url: string,
  cookie: string,
  conversationIds: readonly string[],
): Promise<{ openP50Ms: number; openP95Ms: number }> {
  const socket: Socket = io(`${url}/agent`, {
    transports: ["websocket"],
    auth: { version: CONTRACT_VERSION },
    extraHeaders: { cookie, origin: url },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    const taken: number[] = [];
    for (const conversationId of conversationIds) {
      for (;;) {
        const begun = performance.now();
        const answer = (await socket.timeout(10_000).emitWithAck("conversation:open", { conversationId })) as {
          ok: boolean;
          error?: { code: string; retryAfterMs?: number };
        };
        if (answer.ok) {
          taken.push(performance.now() - begun);
          break;
        }
        if (answer.error?.code !== "slow_down")
          throw new Error(`a conversation could not be opened: ${JSON.stringify(answer)}`);
        // Nobody opens so many so quickly: the limit is waited for, and not measured.
        await sleep(answer.error.retryAfterMs ?? 100);
      }
    }
    const round = (ms: number) => Math.round(ms * 10) / 10;
    return { openP50Ms: round(quantile(taken, 0.5)), openP95Ms: round(quantile(taken, 0.95)) };
  } finally {
    socket.disconnect();
  }
}
