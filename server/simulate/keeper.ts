import { seats } from "#server/routing/queries.ts";
import type { ThresholdsRow } from "#server/routing/state.ts";
import type { Heard } from "#server/rules/learned-base.ts";
import { baseFor, NOTHING_HEARD, withHeard } from "#server/rules/learned-base.ts";
import {
  DEFAULT_THRESHOLD_SETTINGS,
  learnedBases,
  type ThresholdCode,
  type Thresholds,
  thresholdsFor,
} from "#server/rules/hand-off-thresholds.ts";
import { isThresholdMove } from "#server/rules/threshold-move.ts";
import { type Shop, TEAM } from "./shop.ts";

/** How the thresholds stand: as the product moves them, or fixed. */
export type ThresholdRule =
  | { readonly kind: "adaptive"; readonly isLearning: boolean }
  | { readonly kind: "fixed"; readonly at: Thresholds };

/** As often as the product looks. */
const LOOK_MS = 1_000;

/** What tests replies: asks the rules once a second and announces through the engine, as the product's keeper does. */
export class Keeper {
  private readonly shop: Shop;
  private readonly site: Thresholds;
  private readonly rule: ThresholdRule;
  private evidence = NOTHING_HEARD;
  private base: Thresholds;
  private isHeard = false;
  private damped: (Thresholds & { at: number; code: ThresholdCode }) | null = null;

  constructor(shop: Shop, site: Thresholds, rule: ThresholdRule) {
    this.shop = shop;
    this.site = site;
    this.base = site;
    this.rule = rule;
  }

  /** Looks every second until `until`. */
  start(until: number): void {
    if (this.rule.kind === "fixed") return;
    this.look();
    if (this.shop.now + LOOK_MS <= until) this.shop.after(LOOK_MS, () => this.start(until));
  }

  inForce(): Thresholds {
    if (this.rule.kind === "fixed") return this.rule.at;
    return this.shop.state.teams.get(TEAM)?.thresholds ?? this.base;
  }

  /** What a question taught. */
  hear(heard: Heard): void {
    if (this.rule.kind === "fixed" || !this.rule.isLearning) return;
    this.evidence = withHeard(this.evidence, heard, this.site.single);
    this.isHeard = true;
  }

  private look(): void {
    const { shop } = this;
    if (this.isHeard) {
      const { single } = baseFor(this.evidence, this.site.single);
      this.base = learnedBases(this.site, single, DEFAULT_THRESHOLD_SETTINGS);
      this.isHeard = false;
    }
    const now = thresholdsFor({
      base: this.base,
      seats: seats(shop.state, TEAM),
      previous: this.damped,
      at: shop.now,
      settings: DEFAULT_THRESHOLD_SETTINGS,
    });
    this.damped = { single: now.single, mean: now.mean, at: shop.now, code: now.reason.code };
    const row: ThresholdsRow = {
      single: now.single,
      mean: now.mean,
      baseSingle: this.base.single,
      baseMean: this.base.mean,
      idleness: now.idleness,
      waiting: now.reason.waiting,
      reason: now.reason.code,
      at: shop.now,
    };
    if (isThresholdMove(shop.state.teams.get(TEAM)?.thresholds ?? null, row))
      shop.must({ type: "thresholds:moved", teamId: TEAM, thresholds: row });
  }
}
