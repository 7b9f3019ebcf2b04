import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { draftCount, lockLibrary } from "../../store/library-content.ts";
import { chosenDrafts } from "../../store/library-drafts.ts";
import { publishDrafts, rollBack } from "../../store/library-publish.ts";
import { versionOf } from "../../store/library-versions.ts";
import { libraryVersion } from "../../store/library.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** Publishes drafts as a version: the next customer gets them. */
export async function publishLibrary(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:publish"]>,
): Promise<OutputOf<AgentCommands["library:publish"]>> {
  const done = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "library:publish", input), async () => ({
      ...(await publishDrafts(sql, app.siteId, {
        // A draft that came since it was looked at changes the print.
        ids: await chosenDrafts(sql, app.siteId, input.ids),
        print: input.expectedDrafts,
        note: input.note.trim(),
        byName: me.name,
      })),
      draftCount: await draftCount(sql, app.siteId),
    })),
  );
  if (done.result === "published") await afterPublishing(app);
  return done;
}

/** Brings the library back to an earlier version, as a new one. */
export async function rollBackLibrary(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:rollback"]>,
): Promise<OutputOf<AgentCommands["library:rollback"]>> {
  const done = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "library:rollback", input), async () => {
      await lockLibrary(sql, app.siteId);
      const version = await libraryVersion(sql, app.siteId);
      if (version !== input.expectedVersion) return { result: "stale" as const, version, changeCount: 0 };
      if (input.to !== 0 && (await versionOf(sql, app.siteId, input.to)) === null) throw new RefusedError("not_found");
      const changeCount = await rollBack(sql, app.siteId, { to: input.to, number: version + 1, byName: me.name });
      return changeCount === 0
        ? { result: "empty" as const, version, changeCount }
        : { result: "published" as const, version: version + 1, changeCount };
    }),
  );
  if (done.result === "published") await afterPublishing(app);
  return done;
}

/**
 * The version is committed: a fault from here on is ours to repeat, not the admin's. This node serves it before the
 * command is answered; the others see it by the library's number.
 */
export async function afterPublishing(app: App): Promise<void> {
  await app.library
    .entriesChanged()
    .catch((error: unknown) => app.log.error({ err: error }, "the published library was not loaded"));
  await app.settingsChanged("answers");
  await app.tellLibrary();
}
