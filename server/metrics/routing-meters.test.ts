import { Registry } from "prom-client";
import { expect, it } from "vitest";
import type { Notice } from "../routing/outcome.ts";
import { createRoutingMeters, registerRoutingMeters } from "./routing-meters.ts";

it("counts what time and full lines led to, by its label", async () => {
  const meters = createRoutingMeters();
  const registry = new Registry();
  registerRoutingMeters(registry, meters);
  const notices = [
    { type: "ladder:step", step: "agent" },
    { type: "ladder:step", step: "agent" },
    { type: "ladder:step", step: "nobody" },
    { type: "offer:ended", how: "expired", kind: "queue" },
    { type: "offer:ended", how: "declined", kind: "queue" },
    { type: "entry:queued", why: "overflow" },
    { type: "entry:queued", why: "handoff" },
    { type: "conversation:ended", how: "diverted", by: "system" },
    { type: "conversation:ended", how: "diverted", by: "customer" },
    { type: "agent:responding", notResponding: { since: 1, why: "lapsed" } },
    { type: "agent:responding", notResponding: null },
  ] as Notice[];
  meters.decided([{ notices }, { notices: notices.slice(0, 1) }]);
  const lines = (await registry.metrics()).split("\n").filter((line) => line.startsWith("answerline_"));
  expect(lines).toEqual([
    'answerline_reminders_total{step="agent"} 3',
    'answerline_reminders_total{step="nobody"} 1',
    'answerline_offers_lapsed_total{kind="queue"} 1',
    'answerline_overflows_total{to="team"} 1',
    'answerline_overflows_total{to="message_box"} 1',
    'answerline_not_responding_total{why="lapsed"} 1',
  ]);
});
