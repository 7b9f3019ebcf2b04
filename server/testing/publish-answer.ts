import { randomUUID } from "node:crypto";
import type { AgentWire } from "./wire.ts";

/** Adds an entry to the library as an admin does: a draft, then published. Resolves when the node asked serves it. */
export async function publishAnswer(
  admin: AgentWire,
  entry: { title: string; body: string; questions: string[] },
): Promise<string> {
  const saved = await admin.ask("library:save-draft", {
    clientId: randomUUID(),
    id: null,
    expectedRevision: 0,
    content: {
      kind: "answer",
      ...entry,
      category: null,
      language: "en",
      teamId: null,
      askerKind: null,
      pictureIds: [],
      quickReplies: [],
      followUpIds: [],
      isEnabled: true,
    },
  });
  const { print } = await admin.ask("library:diff", { of: "drafts", ids: null, after: null, limit: 1 });
  const done = await admin.ask("library:publish", {
    clientId: randomUUID(),
    note: "",
    expectedDrafts: print,
    ids: null,
  });
  if (done.result !== "published") throw new Error(`not published: ${done.result}`);
  return saved.id;
}
