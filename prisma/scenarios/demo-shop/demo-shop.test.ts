import { describe, expect, it } from "vitest";
import type { AnswerSeed } from "../answer-seed.ts";
import { systemAnswers } from "../system-answers.ts";
import { answerExtras } from "./answer-extras.ts";
import { answersEn } from "./answers-en.ts";
import { answersZh } from "./answers-zh.ts";
import { demoCannedReplies } from "./canned-replies.ts";
import { demoCustomers } from "./customers.ts";
import { demoHistory } from "./history.ts";
import type { HistoryItem } from "./history-item.ts";
import { demoPeople, demoTeams } from "./people.ts";
import { demoRequests } from "./requests.ts";
import { demoSite } from "./site.ts";

const shopAnswers: readonly AnswerSeed[] = [...answersEn, ...answersZh];
const library: readonly AnswerSeed[] = [...shopAnswers, ...systemAnswers];
const teamKeys = new Set<string>(demoTeams.map((team) => team.key));
const answerKeys = new Set(library.map((entry) => entry.key));
const customerKeys = new Set(demoCustomers.map((customer) => customer.key));

/** What a matcher cannot tell apart: case, width, spaces and punctuation. */
const normalised = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const repeated = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe("the library", () => {
  it("has enough answers in both languages", () => {
    expect(answersEn.length).toBeGreaterThanOrEqual(45);
    expect(answersZh.length).toBeGreaterThanOrEqual(35);
    expect(answersEn.filter((entry) => entry.language !== "en")).toEqual([]);
    expect(answersZh.filter((entry) => entry.language !== "zh")).toEqual([]);
    expect(shopAnswers.filter((entry) => entry.kind !== "answer")).toEqual([]);
  });

  it("names every entry once", () => {
    expect(repeated(library.map((entry) => entry.key))).toEqual([]);
    expect(repeated(library.map((entry) => `${entry.language} ${normalised(entry.title)}`))).toEqual([]);
  });

  it("gives every entry 8 to 14 ways to ask", () => {
    const count = (entry: AnswerSeed) => entry.questions.length;
    expect(shopAnswers.filter((entry) => count(entry) < 8 || count(entry) > 14).map((entry) => entry.key)).toEqual([]);
  });

  it.each(["en", "zh"] as const)("asks nothing twice in %s", (language) => {
    const asked = library
      .filter((entry) => entry.language === language)
      .flatMap((entry) => entry.questions.map(normalised));
    expect(repeated(asked)).toEqual([]);
    expect(asked).not.toContain("");
  });

  it("sends hand-offs only to teams that exist and speak the language", () => {
    for (const entry of shopAnswers) {
      if (entry.teamKey === undefined) continue;
      const team = demoTeams.find(({ key }) => key === entry.teamKey);
      expect(team?.languages, entry.key).toContain(entry.language);
    }
  });

  it("writes bodies that are short text with whole marks and links into the shop", () => {
    for (const { key, body } of library) {
      expect(body.length, key).toBeLessThanOrEqual(420);
      expect(body.split("**").length % 2, `${key}: unpaired **`).toBe(1);
      const links = [...body.matchAll(/\[[^\]]+\]\(([^)]*)\)/g)].map((match) => match[1] ?? "");
      expect(
        links.filter((link) => !link.startsWith("https://fennel-and-oak.example/")),
        key,
      ).toEqual([]);
      expect(body.split("](").length - 1, `${key}: broken link`).toBe(links.length);
    }
  });

  it("offers follow-ups and quick replies that lead to another entry of the language", () => {
    const byKey = new Map(library.map((entry) => [entry.key, entry]));
    expect(Object.keys(answerExtras).filter((key) => !byKey.has(key))).toEqual([]);
    for (const { key, language, followUpKeys = [], quickReplies = [] } of library) {
      expect(followUpKeys.length + quickReplies.length, key).toBeLessThanOrEqual(6);
      for (const next of followUpKeys) {
        expect(next, key).not.toBe(key);
        expect(byKey.get(next), `${key} → ${next}`).toMatchObject({ language, kind: "answer" });
        expect(byKey.get(next)?.askerKind, `${key} → ${next}`).toBeUndefined();
      }
      for (const { text } of quickReplies) {
        const asked = library.filter((entry) => entry.language === language && entry.questions.includes(text));
        expect(
          asked.map((entry) => entry.key).filter((other) => other !== key),
          `${key}: ${text}`,
        ).toHaveLength(1);
      }
    }
    expect(answersEn.some(({ askerKind }) => askerKind === "courier")).toBe(true);
    expect(answersZh.some(({ askerKind }) => askerKind === "courier")).toBe(true);
  });

  it("hears a request for a person, a greeting and thanks in both languages", () => {
    for (const language of ["en", "zh"] as const) {
      const own = systemAnswers.filter((entry) => entry.language === language);
      expect(own.map((entry) => entry.kind)).toEqual(["person", "greeting", "thanks"]);
      expect(own[0]?.questions.length).toBeGreaterThanOrEqual(20);
    }
  });
});

describe("people and settings", () => {
  it("has five agents, a supervisor and an admin in two teams", () => {
    expect(demoTeams).toHaveLength(2);
    expect(demoTeams.filter((team) => team.isDefault)).toHaveLength(1);
    expect(demoPeople.filter(({ roles }) => roles.join() === "agent")).toHaveLength(5);
    expect(demoPeople.filter(({ roles }) => roles.includes("supervisor"))).toHaveLength(1);
    expect(demoPeople.filter(({ roles }) => roles.includes("admin"))).toHaveLength(1);
    expect(demoPeople.some((person) => person.roles.join() === "agent" && person.teamKeys.length === 2)).toBe(true);
  });

  it("gives everybody an address of the shop and 3 to 5 seats", () => {
    expect(repeated(demoPeople.map((person) => person.email))).toEqual([]);
    for (const person of demoPeople) {
      expect(person.email).toMatch(/^[a-z.]+@fennel-and-oak\.example$/);
      expect(person.capacity).toBeGreaterThanOrEqual(3);
      expect(person.capacity).toBeLessThanOrEqual(5);
    }
  });

  it("has canned replies with known variables and no shortcut twice", () => {
    expect(demoCannedReplies).toHaveLength(14);
    expect(repeated(demoCannedReplies.map((reply) => reply.shortcut))).toEqual([]);
    const variables = demoCannedReplies.flatMap(({ body }) => body.match(/\{\{[^}]*\}\}/g) ?? []);
    expect([...new Set(variables)].sort()).toEqual(["{{agent.name}}", "{{customer.name}}"]);
  });

  it("has a colour and texts in both languages", () => {
    expect(demoSite.accentColor).toMatch(/^#[0-9a-f]{6}$/);
    expect(demoSite.busyReasons.map((reason) => reason.code)).toEqual(["lunch", "break", "training", "paperwork"]);
  });
});

describe("the past", () => {
  const personTeams = (key: string) => demoPeople.find((person) => person.key === key)?.teamKeys ?? [];

  function checkItems(key: string, items: readonly HistoryItem[]) {
    let teamKey: string | undefined;
    let assignee: string | undefined;
    let lastMs = 0;
    for (const item of items) {
      expect(item.afterMs, key).toBeGreaterThanOrEqual(lastMs);
      lastMs = item.afterMs;
      if ("degree" in item) expect(item.degree >= 0 && item.degree <= 1, key).toBe(true);
      if (item.kind === "answer") expect(answerKeys, key).toContain(item.answerKey);
      if (item.kind === "suggest") {
        for (const suggestionKey of item.suggestionKeys) expect(answerKeys, key).toContain(suggestionKey);
      }
      if (item.kind === "queued") teamKey = item.teamKey;
      if (item.kind === "assigned") {
        expect(personTeams(item.agentKey), key).toContain(teamKey);
        assignee = item.agentKey;
      }
      if (item.kind === "agent" || item.kind === "transfer") expect(item.agentKey, key).toBe(assignee);
    }
    return assignee ?? null;
  }

  it("tells twelve or more whole conversations, each with its close", () => {
    expect(demoHistory.length).toBeGreaterThanOrEqual(12);
    expect(repeated(demoHistory.map((conversation) => conversation.key))).toEqual([]);
    for (const { key, customerKey, language, agentKey, items, openedAgoMs } of demoHistory) {
      expect(customerKeys, key).toContain(customerKey);
      expect(demoCustomers.find((customer) => customer.key === customerKey)?.language, key).toBe(language);
      expect(checkItems(key, items), key).toBe(agentKey);
      expect(
        items.filter((item) => item.kind === "closed"),
        key,
      ).toHaveLength(1);
      expect(["closed", "rating"], key).toContain(items.at(-1)?.kind);
      expect(items.at(-1)?.afterMs, key).toBeLessThan(openedAgoMs);
    }
  });

  it("never overlaps two conversations of one customer", () => {
    const spans = [...demoHistory, ...demoRequests].map((chapter) => ({
      customerKey: chapter.customerKey,
      from: -chapter.openedAgoMs,
      to: (chapter.items.at(-1)?.afterMs ?? 0) - chapter.openedAgoMs,
    }));
    for (const a of spans) {
      const others = spans.filter((b) => b !== a && b.customerKey === a.customerKey);
      expect(others.filter((b) => b.from <= a.to && a.from <= b.to)).toEqual([]);
    }
  });

  it("leaves three requests that wait for somebody", () => {
    expect(demoRequests).toHaveLength(3);
    for (const { key, customerKey, teamKey, items, storedAfterMs, openedAgoMs } of demoRequests) {
      expect(customerKeys, key).toContain(customerKey);
      expect(teamKeys, key).toContain(teamKey);
      expect(checkItems(key, items), key).toBeNull();
      expect(storedAfterMs, key).toBeGreaterThan(items.at(-1)?.afterMs ?? 0);
      expect(storedAfterMs, key).toBeLessThan(openedAgoMs);
    }
  });
});
