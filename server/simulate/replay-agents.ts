import type { Notice } from "#server/routing/outcome.ts";
import { serviceQueue, waitingList } from "#server/routing/queries.ts";
import { streamNamed } from "./draws.ts";
import type { DayRecord, OfferAnswer } from "./replay-record.ts";
import type { Shop } from "./shop.ts";

const [ANSWER, RETURN, NOTES] = [42, 44, 45];
/** An agent's own answers are drawn from when there are so many of them, else everybody's. */
const OWN_ANSWERS = 20;
const USUAL_REACTION_MS = 5_000;
const USUAL_RETURN_MS = 60_000;
/** Between two looks at the line where agents choose. */
const LOOK_MS = 5_000;

/** What agents do of themselves in a day that is run again: as often, and after as long, as they did that day. */
export class ReplayAgents {
  private readonly shop: Shop;
  private readonly record: DayRecord;
  private readonly seed: number;
  private readonly answersOf = new Map<string, OfferAnswer[]>();
  /** Teams whose line is being looked at. */
  private readonly taking = new Set<string>();
  private asked = 0;

  constructor(shop: Shop, record: DayRecord, seed: number) {
    this.shop = shop;
    this.record = record;
    this.seed = seed;
    for (const answer of record.answers) {
      const own = this.answersOf.get(answer.agentId);
      if (own === undefined) this.answersOf.set(answer.agentId, [answer]);
      else own.push(answer);
    }
  }

  start(): void {
    const { shop } = this;
    shop.onNotice((notice) => this.hear(notice));
    for (const { id, conversationId, agentId } of shop.state.offers.values())
      this.consider(id, conversationId, agentId);
    for (const teamId of shop.state.teams.keys()) this.takeByHand(teamId);
  }

  private hear(notice: Notice): void {
    if (notice.type === "offer:made") this.consider(notice.offerId, notice.conversationId, notice.agentId);
    else if (notice.type === "entry:queued") this.takeByHand(notice.teamId);
    else if (notice.type === "agent:responding" && notice.notResponding !== null) this.comeBack(notice.agentId);
    else if (notice.type === "wrap-up:started") this.noteDown(notice.agentId, notice.conversationId);
  }

  /** The agent's own answers, or everybody's where there are few; a twin answers as the one it is there with. */
  private consider(offerId: string, conversationId: string, agentId: string): void {
    const { shop, record } = this;
    const own = this.answersOf.get(agentId.split("~")[0] ?? agentId) ?? [];
    const pool = own.length >= OWN_ANSWERS ? own : record.answers;
    this.asked += 1;
    const random = streamNamed(this.seed, ANSWER, `${conversationId} ${agentId} ${this.asked}`);
    const drawn = pool[Math.floor(random() * pool.length)];
    const how = drawn?.how ?? "accepted";
    if (how === "expired") return;
    const type = how === "accepted" ? "offer:accepted" : "offer:declined";
    shop.after(drawn?.afterMs ?? USUAL_REACTION_MS, () => {
      if (shop.state.offers.has(offerId)) shop.tell({ type, offerId, agentId });
    });
  }

  /** Where agents choose, somebody with room takes the first in line, one after another as long as there is a line. */
  private takeByHand(teamId: string): void {
    const { shop } = this;
    if (this.taking.has(teamId) || shop.state.teams.get(teamId)?.strategy !== "manual") return;
    this.taking.add(teamId);
    shop.after(LOOK_MS, () => {
      this.taking.delete(teamId);
      const [entry] = waitingList(shop.state, teamId, 1);
      if (entry === undefined) return;
      const [agent] = serviceQueue(shop.state, teamId, 1);
      if (agent !== undefined)
        shop.tell({ type: "entry:taken", conversationId: entry.conversationId, agentId: agent.agentId });
      this.takeByHand(teamId);
    });
  }

  private comeBack(agentId: string): void {
    const ms = this.drawn(RETURN, agentId, this.record.returnsMs) ?? USUAL_RETURN_MS;
    this.shop.after(ms, () => void this.shop.tell({ type: "agent:returned", agentId }));
  }

  private noteDown(agentId: string, conversationId: string): void {
    const ms = this.drawn(NOTES, `${agentId} ${conversationId}`, this.record.wrapUpsMs);
    // Where nobody ended theirs by hand, time does.
    if (ms !== null) this.shop.after(ms, () => void this.shop.tell({ type: "wrap-up:ended", agentId, conversationId }));
  }

  private drawn(part: number, name: string, lengths: readonly number[]): number | null {
    const random = streamNamed(this.seed, part, `${name} ${this.shop.now}`);
    return lengths[Math.floor(random() * lengths.length)] ?? null;
  }
}
