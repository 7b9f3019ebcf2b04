/** The columns of an import or export: names in files, in the order they are written. */
export const columns = [
  "id",
  "kind",
  "title",
  "answer",
  "category",
  "language",
  "team",
  "asker_kind",
  "questions",
  "quick_replies",
  "follow_ups",
  "pictures",
  "enabled",
] as const;
export type Column = (typeof columns)[number];

export const neededColumns: readonly Column[] = ["title", "answer", "language", "questions"];

/** Other headers that are understood, besides other writing ("Quick replies", "quickReplies"). */
const aliases: Record<string, Column> = {
  body: "answer",
  text: "answer",
  question: "questions",
  similarquestions: "questions",
  lang: "language",
  asker: "asker_kind",
  customerkind: "asker_kind",
  followups: "follow_ups",
  followupids: "follow_ups",
  pictureids: "pictures",
  isenabled: "enabled",
  active: "enabled",
  编号: "id",
  类型: "kind",
  标题: "title",
  回答: "answer",
  答案: "answer",
  分类: "category",
  语言: "language",
  团队: "team",
  提问者: "asker_kind",
  问题: "questions",
  相似问题: "questions",
  快捷回复: "quick_replies",
  后续问题: "follow_ups",
  图片: "pictures",
  启用: "enabled",
};

const plain = (header: string): string =>
  header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-.]+/gu, "");
const byName = new Map<string, Column>([
  ...columns.map((column): [string, Column] => [plain(column), column]),
  ...Object.entries(aliases),
]);

/** The column a header means; null when nobody knows it. */
export const columnOf = (header: string): Column | null => byName.get(plain(header)) ?? null;

/** The known name nearest to a header nobody knows, by letters in common; empty when none is near. */
export function nearestColumn(header: string): string {
  const name = plain(header);
  const pairs = (word: string) =>
    new Set(Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)));
  const own = pairs(name);
  let best = { column: "", like: 0.4 };
  for (const column of columns) {
    const other = pairs(plain(column));
    const shared = [...own].filter((pair) => other.has(pair)).length;
    const like = (2 * shared) / Math.max(1, own.size + other.size);
    if (like > best.like) best = { column, like };
  }
  return best.column;
}
