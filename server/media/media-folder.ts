import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the bytes of media lie, by id. An object store can stand here as well. */
export interface MediaFolder {
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** Null when it is not there. */
  read(id: string): Promise<Buffer | null>;
  remove(id: string): Promise<void>;
}

/** Files in the data folder, spread over 256 folders by the end of their id (its beginning is a time). */
export function createMediaFolder(dataDir: string): MediaFolder {
  const root = join(dataDir, "media");
  const folderOf = (id: string) => join(root, id.slice(-2));
  return {
    async write(id, bytes) {
      await mkdir(folderOf(id), { recursive: true, mode: 0o700 });
      const target = join(folderOf(id), id);
      // Whole or not at all: a kill in the middle leaves no half picture under its name.
      await writeFile(`${target}.part`, bytes, { mode: 0o600 });
      await rename(`${target}.part`, target);
    },
    async read(id) {
      try {
        return await readFile(join(folderOf(id), id));
      } catch (error) {
        if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    remove: (id) => rm(join(folderOf(id), id), { force: true }),
  };
}
