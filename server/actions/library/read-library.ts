import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { inSnapshot } from "../../store/database.ts";
import { draftCount } from "../../store/library-content.ts";
import { diffDrafts, diffVersion } from "../../store/library-diff.ts";
import { chosenDrafts, draftWarnings } from "../../store/library-drafts.ts";
import { libraryEntry } from "../../store/library-entry.ts";
import { listLibrary as readList } from "../../store/library-list.ts";
import { listVersions as readVersions, versionOf } from "../../store/library-versions.ts";
import { libraryVersion } from "../../store/library.ts";
import { readCursor, writeCursor } from "../../store/page-cursor.ts";
import type { App, StaffPrincipal } from "../app.ts";

export async function listLibrary(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:list"]>,
): Promise<OutputOf<AgentCommands["library:list"]>> {
  const { main } = app.database;
  const [page, drafts, version] = await Promise.all([
    readList(main, app.siteId, input),
    draftCount(main, app.siteId),
    libraryVersion(main, app.siteId),
  ]);
  return { ...page, model: app.library.status, version, draftCount: drafts };
}

export async function getEntry(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:get"]>,
): Promise<OutputOf<AgentCommands["library:get"]>> {
  const entry = await libraryEntry(app.database.main, app.siteId, input.id);
  if (entry === null) throw new RefusedError("not_found");
  return entry;
}

/** What publishing would change, or what a version changed. One moment of the database, so that print and pages agree. */
export async function diffLibrary(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:diff"]>,
): Promise<OutputOf<AgentCommands["library:diff"]>> {
  const after = input.after === null ? null : String(readCursor(input.after, ["uuid"])[0]);
  return inSnapshot(app.database.main, async (sql) => {
    const { of } = input;
    const version = of === "drafts" ? null : await versionOf(sql, app.siteId, of);
    if (of !== "drafts" && version === null) throw new RefusedError("not_found");
    const ids = await chosenDrafts(sql, app.siteId, input.ids);
    const page =
      of === "drafts"
        ? await diffDrafts(sql, app.siteId, ids, after, input.limit)
        : await diffVersion(sql, app.siteId, of, after, input.limit);
    return {
      ...page,
      next: page.next === null ? null : writeCursor([page.next]),
      version: await libraryVersion(sql, app.siteId),
      of: version,
      warnings: of === "drafts" ? await draftWarnings(sql, app.siteId, ids) : [],
    };
  });
}

export async function listVersions(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:versions"]>,
): Promise<OutputOf<AgentCommands["library:versions"]>> {
  const found = await readVersions(app.database.main, app.siteId, input.before, input.limit + 1);
  return {
    versions: found.slice(0, input.limit),
    version: await libraryVersion(app.database.main, app.siteId),
    hasMore: found.length > input.limit,
  };
}
