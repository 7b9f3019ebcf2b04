import { Gauge, type Registry } from "prom-client";
import { seats } from "../routing/queries.ts";
import type { RoutingState } from "../routing/state.ts";

export interface ShopMetricsOptions {
  registry: Registry;
  state(): RoutingState;
  /** Names of teams, as far as they are known. */
  teamName(teamId: string): string;
  /** By the database's clock, epoch ms. */
  now(): number;
}

/** Lines, chats and people, from the engine's copy: the same numbers at every node of a shop. */
export function createShopMetrics({ registry, state, teamName, now }: ShopMetricsOptions): void {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[], fill: (of: Gauge<L>) => void) =>
    new Gauge({
      name: `answerline_${name}`,
      help: `${help} The same at every server of a shop.`,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        fill(this);
      },
    });

  gauge("waiting", "Customers in line, those who are being offered to an agent included.", ["team"], (of) => {
    for (const id of state().teams.keys()) of.set({ team: teamName(id) }, seats(state(), id).waiting);
  });
  gauge(
    "oldest_wait_seconds",
    "How long the customer has waited who waits longest; 0 when nobody does.",
    ["team"],
    (of) => {
      const oldest = new Map([...state().teams.keys()].map((id) => [id, now()]));
      for (const { teamId, enteredAt } of state().entries.values())
        oldest.set(teamId, Math.min(enteredAt, oldest.get(teamId) ?? enteredAt));
      for (const [id, enteredAt] of oldest) of.set({ team: teamName(id) }, Math.max(0, now() - enteredAt) / 1_000);
    },
  );
  gauge("offers_pending", "Offers an agent has not answered yet.", [], (of) => of.set(state().offers.size));
  gauge("conversations", "Conversations with people or waiting for them.", ["state"], (of) => {
    const counts = { waiting: 0, assigned: 0 };
    for (const conversation of state().conversations.values()) counts[conversation.state] += 1;
    of.set({ state: "waiting" }, counts.waiting);
    of.set({ state: "served" }, counts.assigned);
  });
  gauge("dazed", "Served conversations whose agent was reminded and has not answered.", [], (of) => {
    let count = 0;
    for (const { state: where, ladderStep } of state().conversations.values())
      if (where === "assigned" && ladderStep > 0) count += 1;
    of.set(count);
  });
  gauge("agents_not_responding", "Agents who are asked for nothing until they say they are back.", [], (of) => {
    let count = 0;
    for (const { isEnabled, notResponding } of state().agents.values())
      if (isEnabled && notResponding !== null) count += 1;
    of.set(count);
  });
  gauge("served", "Conversations an agent serves.", ["team"], (of) => {
    const counts = new Map([...state().teams.keys()].map((id) => [id, 0]));
    for (const { teamId } of state().assignments.values()) counts.set(teamId, (counts.get(teamId) ?? 0) + 1);
    for (const [id, count] of counts) of.set({ team: teamName(id) }, count);
  });
  gauge("free_seats", "Chats that agents who are available and present can still take.", ["team"], (of) => {
    for (const id of state().teams.keys()) of.set({ team: teamName(id) }, seats(state(), id).free);
  });
  gauge(
    "agents",
    "Agents, by what they chose and by whether they are connected.",
    ["availability", "presence"],
    (of) => {
      for (const availability of ["available", "busy", "offline"])
        for (const presence of ["present", "away"]) of.set({ availability, presence }, 0);
      for (const agent of state().agents.values())
        if (agent.isEnabled)
          of.inc({ availability: agent.availability, presence: agent.presentOn.length > 0 ? "present" : "away" });
    },
  );
}
