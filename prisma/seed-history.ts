import { v7 as uuidv7 } from "uuid";
import { publicKinds } from "#server/contract/customer-items.ts";
import type { ItemKind, ItemOf } from "#server/contract/items.ts";
import type { HistoryItem } from "./scenarios/demo-shop/history-item.ts";

/** What the keys of a scenario stand for in this database. */
export interface HistoryNames {
  answer(key: string): { id: string; title: string; body: string };
  person(key: string): { id: string; name: string };
  team(key: string): { id: string; name: string };
}

interface Author {
  kind: "customer" | "agent" | "library" | "system";
  id: string | null;
  name: string | null;
}

/** An item as its table holds it. */
export interface ItemSeed {
  conversationId: string;
  seq: number;
  publicSeq: number | null;
  id: string;
  kind: ItemKind;
  authorKind: Author["kind"];
  authorId: string;
  authorName: string | null;
  data: object;
  createdAt: Date;
}

const system: Author = { kind: "system", id: null, name: null };
const library: Author = { kind: "library", id: null, name: null };
/** A click below an answer comes this long after it. */
const clickMs = 6_000;

/** Writes one conversation as the product would have logged it: the same kinds, numbers and row. */
export class ConversationScribe {
  readonly items: ItemSeed[] = [];
  teamId: string | null = null;
  assigneeId: string | null = null;
  handedOffAt: Date | null = null;
  closedAt: Date | null = null;
  closeReason: string | null = null;
  outcome: { isSolved: boolean; category: string | null } | null = null;
  rating: number | null = null;
  /** Question by question, for the lowest and the mean. */
  readonly degrees: number[] = [];
  /** How often each entry was said, and what was thought of it. */
  readonly opinions: { answerId: string; isHelpful: boolean | null }[] = [];
  lastText: string | null = null;
  lastAuthorKind: Author["kind"] | null = null;
  lastAt: Date;
  private publicSeq = 0;
  private readonly customer: Author;

  constructor(
    readonly id: string,
    customer: { id: string; name: string | null },
    private readonly openedAt: number,
    private readonly names: HistoryNames,
  ) {
    this.customer = { kind: "customer", ...customer };
    this.lastAt = new Date(openedAt);
  }

  /** Adds the lines of a scenario; a click below an answer never comes after the line that follows it. */
  tell(lines: readonly HistoryItem[]): this {
    lines.forEach((line, index) => this.tellOne(line, lines[index + 1]?.afterMs ?? Infinity));
    return this;
  }

  add<K extends ItemKind>(kind: K, author: Author, data: ItemOf<K>["data"], afterMs: number): ItemSeed {
    const isPublic = publicKinds.has(kind);
    if (isPublic) this.publicSeq += 1;
    const item: ItemSeed = {
      conversationId: this.id,
      seq: this.items.length + 1,
      publicSeq: isPublic ? this.publicSeq : null,
      id: uuidv7(),
      kind,
      authorKind: author.kind,
      authorId: author.id ?? this.id,
      authorName: author.name,
      data,
      createdAt: this.timeOf(afterMs),
    };
    this.items.push(item);
    return item;
  }

  timeOf(afterMs: number): Date {
    return new Date(this.openedAt + afterMs);
  }

  get head(): { seq: number; publicSeq: number; lowestDegree: number | null; meanDegree: number | null } {
    const { degrees } = this;
    const mean = degrees.length === 0 ? null : degrees.reduce((sum, degree) => sum + degree, 0) / degrees.length;
    return {
      seq: this.items.length,
      publicSeq: this.publicSeq,
      lowestDegree: degrees.length === 0 ? null : Math.min(...degrees),
      meanDegree: mean,
    };
  }

  private say(
    author: Author,
    afterMs: number,
    text: string | null,
    reply: ItemOf<"message">["data"]["reply"] = null,
  ): ItemSeed {
    this.lastText = (text ?? "").slice(0, 160);
    this.lastAuthorKind = author.kind;
    const item = this.add(
      "message",
      author,
      { text, picture: null, reply, requestId: null, answerId: null, auto: null },
      afterMs,
    );
    this.lastAt = item.createdAt;
    return item;
  }

  private agent(key: string): Author & { id: string; name: string } {
    return { kind: "agent", ...this.names.person(key) };
  }

  private reply(
    afterMs: number,
    text: string | null,
    say: "answer" | "suggest" | "honest",
    degree: number,
    keys: readonly string[],
  ): ItemSeed {
    this.degrees.push(degree);
    const found = keys.map((key) => this.names.answer(key));
    const first = say === "answer" ? found[0] : undefined;
    return this.say(library, afterMs, text, {
      say,
      answerId: (first?.id ?? null) as never,
      title: first?.title ?? null,
      suggestions: say === "suggest" ? found.map(({ id, title }) => ({ answerId: id as never, title })) : [],
      prompt: null,
      pictures: [],
      quickReplies: [],
      followUps: [],
      match: {
        degree,
        mean: this.head.meanDegree,
        // Only the best candidate's degree is part of the story.
        candidates: found.slice(0, 1).map(({ id, title }) => ({ answerId: id as never, title, degree })),
        thresholds: null,
        modelId: null,
      },
    });
  }

  private tellOne(line: HistoryItem, untilMs: number): void {
    const { afterMs } = line;
    switch (line.kind) {
      case "customer":
        this.say(this.customer, afterMs, line.text);
        return;
      case "answer": {
        const { id, body } = this.names.answer(line.answerKey);
        const said = this.reply(afterMs, body, "answer", line.degree, [line.answerKey]);
        this.opinions.push({ answerId: id, isHelpful: line.isHelpful ?? null });
        if (line.isHelpful === undefined) return;
        this.add(
          "feedback",
          this.customer,
          { itemId: said.id as never, isHelpful: line.isHelpful },
          Math.min(afterMs + clickMs, untilMs),
        );
        return;
      }
      case "suggest":
        this.reply(afterMs, null, "suggest", line.degree, line.suggestionKeys);
        return;
      case "honest":
        this.reply(afterMs, null, "honest", line.degree, []);
        return;
      case "queued": {
        const team = this.names.team(line.teamKey);
        this.teamId = team.id;
        this.handedOffAt ??= this.timeOf(afterMs);
        this.add(
          "queued",
          system,
          { teamId: team.id as never, teamName: team.name, degree: this.head.lowestDegree, isAgain: false },
          afterMs,
        );
        return;
      }
      case "assigned":
        this.assign(line.agentKey, afterMs);
        return;
      case "agent":
        this.say(this.agent(line.agentKey), afterMs, line.text);
        return;
      case "note":
        this.add("note", this.agent(line.agentKey), { text: line.text }, afterMs);
        return;
      case "transfer": {
        const to = this.names.person(line.toAgentKey);
        this.add(
          "transfer",
          this.agent(line.agentKey),
          { toAgentId: to.id as never, toTeamId: null, toName: to.name, note: line.note },
          afterMs,
        );
        return;
      }
      case "closed":
        this.close(line.reason, line.outcome, afterMs);
        return;
      case "rating":
        this.rating = line.score;
        this.add("rating", this.customer, { score: line.score, comment: line.comment }, afterMs);
    }
  }

  private assign(agentKey: string, afterMs: number): void {
    const agent = this.names.person(agentKey);
    const before = this.items.findLast((item) => item.kind === "assigned");
    if (before !== undefined) {
      const { agentId, agentName } = before.data as ItemOf<"assigned">["data"];
      this.add("unassigned", system, { agentId, agentName, reason: "transferred" }, afterMs);
    }
    const since = this.handedOffAt?.getTime() ?? this.openedAt + afterMs;
    this.assigneeId = agent.id;
    this.add(
      "assigned",
      system,
      { agentId: agent.id as never, agentName: agent.name, waitedMs: this.openedAt + afterMs - since, decision: null },
      afterMs,
    );
  }

  private close(
    reason: "agent" | "customer" | "quiet" | "customer_left",
    outcome: { isSolved: boolean; category: string | null } | null,
    afterMs: number,
  ): void {
    const assigned = this.items.findLast((item) => item.kind === "assigned")?.data as
      | ItemOf<"assigned">["data"]
      | undefined;
    const agent: Author =
      assigned === undefined ? system : { kind: "agent", id: assigned.agentId, name: assigned.agentName };
    const author = reason === "customer" ? this.customer : reason === "agent" ? agent : system;
    this.closedAt = this.timeOf(afterMs);
    this.closeReason = reason;
    this.outcome = outcome;
    this.add("closed", author, { reason, outcome }, afterMs);
  }
}
