import type { InputOf, OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { AnswerContent } from "../../contract/library-views.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction, type Sql } from "../../store/database.ts";
import { draftCount } from "../../store/library-content.ts";
import {
  discardDrafts as storeDiscarded,
  draftWarnings,
  editMany as storeMany,
  removeEntries as storeRemoved,
  saveDraft as storeDraft,
} from "../../store/library-drafts.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** Runs `work` once per clientId in a transaction, then tells who edits the library. */
export async function editing<T>(
  app: App,
  me: StaffPrincipal,
  command: string,
  input: { clientId: string },
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const done = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, command, input), () => work(sql)),
  );
  await app.tellLibrary();
  return done;
}

/** Keeps an entry as a draft; customers see nothing of it. */
export async function saveDraft(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:save-draft"]>,
): Promise<OutputOf<AgentCommands["library:save-draft"]>> {
  return editing(app, me, "library:save-draft", input, async (sql) => {
    const saved = await storeDraft(sql, app.siteId, input.id, input.content, input.expectedRevision, me.name);
    return {
      result: saved.isStale ? ("stale" as const) : ("saved" as const),
      id: saved.id as NonNullable<typeof input.id>,
      draft: saved.draft,
      ...(await standing(app, sql)),
    };
  });
}

export async function discardDraft(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:discard-draft"]>,
): Promise<OutputOf<AgentCommands["library:discard-draft"]>> {
  return editing(app, me, "library:discard-draft", input, async (sql) => ({
    discarded: await storeDiscarded(sql, app.siteId, input.ids === "all" ? null : input.ids),
    draftCount: await draftCount(sql, app.siteId),
  }));
}

export async function removeEntries(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:remove"]>,
): Promise<OutputOf<AgentCommands["library:remove"]>> {
  return editing(app, me, "library:remove", input, async (sql) => ({
    removed: await storeRemoved(sql, app.siteId, input.ids, me.name),
    ...(await standing(app, sql)),
  }));
}

export async function editMany(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:edit-many"]>,
): Promise<OutputOf<AgentCommands["library:edit-many"]>> {
  const { category, isEnabled } = input.change;
  const change: Partial<Pick<AnswerContent, "category" | "isEnabled">> = {
    ...(category === undefined ? {} : { category }),
    ...(isEnabled === undefined ? {} : { isEnabled }),
  };
  return editing(app, me, "library:edit-many", input, async (sql) => ({
    changed: await storeMany(sql, app.siteId, input.ids, change, me.name),
    ...(await standing(app, sql)),
  }));
}

const standing = async (app: App, sql: Sql) => ({
  draftCount: await draftCount(sql, app.siteId),
  warnings: await draftWarnings(sql, app.siteId, null),
});
