import { Counter, type Registry } from "prom-client";
import type { Outcome } from "../routing/outcome.ts";

/** What time and full lines led to, added up as this node decides it. */
export interface RoutingMeters {
  /** Decisions taken here, once each. */
  decided(outcomes: readonly Pick<Outcome, "notices">[]): void;
  /** Counts by metric and label. */
  readonly counts: ReadonlyMap<RoutingCount, ReadonlyMap<string, number>>;
}

type RoutingCount = "reminders" | "lapses" | "overflows" | "not_responding";

const metrics: Record<RoutingCount, { name: string; help: string; label: string }> = {
  reminders: { name: "reminders_total", help: "Steps of the reminder ladder taken here.", label: "step" },
  lapses: { name: "offers_lapsed_total", help: "Offers whose time ran out, decided here.", label: "kind" },
  overflows: { name: "overflows_total", help: "Entries a line could not keep, decided here.", label: "to" },
  not_responding: { name: "not_responding_total", help: "Agents marked not responding here.", label: "why" },
};

export function createRoutingMeters(): RoutingMeters {
  const counts = new Map(Object.keys(metrics).map((name) => [name as RoutingCount, new Map<string, number>()]));
  const add = (name: RoutingCount, label: string): void => {
    const of = counts.get(name);
    of?.set(label, (of.get(label) ?? 0) + 1);
  };
  return {
    counts,
    decided(outcomes) {
      for (const { notices } of outcomes) {
        for (const notice of notices) {
          if (notice.type === "ladder:step") add("reminders", notice.step);
          if (notice.type === "offer:ended" && notice.how === "expired") add("lapses", notice.kind);
          if (notice.type === "entry:queued" && notice.why === "overflow") add("overflows", "team");
          if (notice.type === "conversation:ended" && notice.how === "diverted" && notice.by === "system")
            add("overflows", "message_box");
          if (notice.type === "agent:responding" && notice.notResponding !== null)
            add("not_responding", notice.notResponding.why);
        }
      }
    },
  };
}

/** Registers what was counted. */
export function registerRoutingMeters(registry: Registry, meters: RoutingMeters): void {
  for (const [key, { name, help, label }] of Object.entries(metrics))
    new Counter({
      name: `answerline_${name}`,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        this.reset();
        for (const [value, count] of meters.counts.get(key as RoutingCount) ?? []) this.inc({ [label]: value }, count);
      },
    });
}
