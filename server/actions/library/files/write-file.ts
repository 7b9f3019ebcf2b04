import { stringify } from "csv-stringify/sync";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { AnswerContent } from "../../../contract/library-views.ts";
import { guard, writeLines, writeQuickReplies } from "./cells.ts";
import { columns, type Column } from "./columns.ts";

export type FileFormat = "csv" | "json";

/** One entry to be written, with its team's name. */
export interface WrittenEntry {
  id: string;
  content: AnswerContent;
  teamName: string | null;
}

const BATCH = 200;

const cellsOf = ({ id, content, teamName }: WrittenEntry): Record<Column, string> => ({
  id,
  kind: content.kind,
  title: content.title,
  answer: content.body,
  category: content.category ?? "",
  language: content.language,
  team: teamName ?? "",
  asker_kind: content.askerKind ?? "",
  questions: writeLines(content.questions),
  quick_replies: writeQuickReplies(content.quickReplies),
  follow_ups: writeLines(content.followUpIds),
  pictures: writeLines(content.pictureIds),
  enabled: content.isEnabled ? "yes" : "no",
});

const jsonOf = ({ id, content, teamName }: WrittenEntry) => ({
  id,
  kind: content.kind,
  title: content.title,
  answer: content.body,
  category: content.category,
  language: content.language,
  team: teamName,
  asker_kind: content.askerKind,
  questions: content.questions,
  quick_replies: content.quickReplies,
  follow_ups: content.followUpIds,
  pictures: content.pictureIds,
  enabled: content.isEnabled,
});

const line = (cells: readonly string[]): string => stringify([cells.map(guard)], { record_delimiter: "\r\n" });

/** A file's text in pieces, so that a large library holds nobody up. CSV begins with a byte order mark: Excel reads it as UTF-8 by it. */
export async function* writeFile(format: FileFormat, entries: readonly WrittenEntry[]): AsyncGenerator<string> {
  yield format === "csv" ? `\ufeff${line(columns)}` : '{"format":"answerline-library","version":1,"entries":[\n';
  for (let at = 0; at < entries.length; at += BATCH) {
    const batch = entries.slice(at, at + BATCH);
    if (format === "csv") yield batch.map((entry) => line(columns.map((column) => cellsOf(entry)[column]))).join("");
    else yield (at === 0 ? "" : ",\n") + batch.map((entry) => JSON.stringify(jsonOf(entry))).join(",\n");
    await nextTurn();
  }
  if (format === "json") yield "\n]}\n";
}

/** Two entries that show every column, without ids: they would be added. */
export const templateEntries: readonly WrittenEntry[] = [
  {
    id: "",
    teamName: null,
    content: {
      kind: "answer",
      title: "How long does delivery take?",
      body: "Two to four working days within the country.\n\nYou get a link to follow your parcel as soon as it leaves.",
      category: "Delivery",
      language: "en",
      teamId: null,
      askerKind: null,
      questions: ["How long does delivery take?", "When will my parcel arrive?", "delivery time"],
      pictureIds: [],
      quickReplies: [
        { label: "Where is my parcel?", text: "Where is my parcel?" },
        { label: "Abroad", text: "How long does delivery abroad take?" },
      ],
      followUpIds: [],
      isEnabled: true,
    },
  },
  {
    id: "",
    teamName: null,
    content: {
      kind: "answer",
      title: "国内配送要多久？",
      body: "国内通常两到四个工作日送达。",
      category: "配送",
      language: "zh",
      teamId: null,
      askerKind: null,
      questions: ["国内配送要多久？", "我的包裹什么时候到？", "几天能收到货"],
      pictureIds: [],
      quickReplies: [],
      followUpIds: [],
      isEnabled: true,
    },
  },
];
