import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { editorIds } from "../store/editors.ts";
import { draftCount } from "../store/library-content.ts";
import { libraryVersion } from "../store/library.ts";
import type { Library } from "./library.ts";
import { toStaff, type Publish } from "./publication.ts";

/** Tells everybody who edits the library how it stands; a fault is logged, for a screen that looks again sees it too. */
export async function tellLibrary(options: {
  database: Database;
  siteId: string;
  library: Pick<Library, "status">;
  publish: Publish;
  log: Logger;
}): Promise<void> {
  const { database, siteId, library } = options;
  try {
    const editors = await editorIds(database.main);
    const data = {
      version: await libraryVersion(database.main, siteId),
      draftCount: await draftCount(database.main, siteId),
      model: library.status,
    };
    options.publish(editors.map((id) => toStaff(id, "library:changed", data)));
  } catch (error) {
    options.log.warn({ err: error }, "how the library stands could not be told");
  }
}
