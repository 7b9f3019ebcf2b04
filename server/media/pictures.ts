import { fileTypeFromBuffer } from "file-type";
import sharp, { type OutputInfo } from "sharp";
import { v7 as uuidv7 } from "uuid";
import { RefusedError } from "../contract/errors.ts";
import { mediaOfCustomer, mediaOfStaff, removeOrphanRows, storeMedia, type MediaRow } from "../store/media.ts";
import type { Sql } from "../store/database.ts";
import type { MediaFolder } from "./media-folder.ts";

export const PICTURE_MAX_BYTES = 10 * 1024 * 1024;
/** A small file can unpack to an enormous picture: refused before it is decoded. */
const MAX_PIXELS = 40_000_000;
const LONGEST_SIDE = 2_560;
/** What people's cameras and screens make; SVG is a document, not a picture. */
const accepted = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic"]);

// One picture at a time uses one thread, and nothing is kept between pictures: memory stays flat.
sharp.cache(false);
sharp.concurrency(1);

export interface SavedPicture {
  mediaId: string;
  width: number;
  height: number;
}

export interface PictureOwner {
  kind: "customer" | "staff";
  id: string;
  siteId: string;
}

/** Checks by content, re-encodes to WebP upright and without metadata, stores. Refuses `too_large` and `wrong_type`. */
export async function savePicture(
  sql: Sql,
  folder: MediaFolder,
  owner: PictureOwner,
  bytes: Uint8Array,
): Promise<SavedPicture> {
  if (bytes.byteLength > PICTURE_MAX_BYTES) throw new RefusedError("too_large");
  const sniffed = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (sniffed === undefined || !accepted.has(sniffed.mime)) throw new RefusedError("wrong_type");
  const picture = await reencode(bytes);
  const id = uuidv7();
  await folder.write(id, picture.data);
  const { width, height, size } = picture.info;
  try {
    await storeMedia(sql, {
      id,
      siteId: owner.siteId,
      ownerKind: owner.kind,
      ownerId: owner.id,
      mime: "image/webp",
      width,
      height,
      bytes: size,
    });
  } catch (error) {
    await folder.remove(id);
    throw error;
  }
  return { mediaId: id, width, height };
}

async function reencode(bytes: Uint8Array): Promise<{ data: Buffer; info: OutputInfo }> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "truncated", animated: false });
    const { width, height } = await image.metadata();
    if (width * height > MAX_PIXELS) throw new RefusedError("too_large");
    return await image
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 84 })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError(String(error).includes("pixel limit") ? "too_large" : "wrong_type");
  }
}

export interface ReadPicture {
  bytes: Buffer;
  mime: string;
}

export type PictureReader = { kind: "customer"; id: string } | { kind: "staff"; id: string; isStaffWide: boolean };

/** A picture through whoever asks (one browser may be staff and customer at once); `not_found` when it is not there or not theirs to see. */
export async function readPicture(
  sql: Sql,
  folder: MediaFolder,
  readers: readonly PictureReader[],
  mediaId: string,
): Promise<ReadPicture> {
  for (const reader of readers) {
    const row: MediaRow | null =
      reader.kind === "customer"
        ? await mediaOfCustomer(sql, reader.id, mediaId)
        : await mediaOfStaff(sql, reader.id, reader.isStaffWide, mediaId);
    const bytes = row === null ? null : await folder.read(row.id);
    if (row !== null && bytes !== null) return { bytes, mime: row.mime };
  }
  throw new RefusedError("not_found");
}

/** Removes uploads that no message carries after a day. */
export async function removeOrphans(sql: Sql, folder: MediaFolder): Promise<number> {
  const gone = await removeOrphanRows(sql);
  for (const id of gone) await folder.remove(id);
  return gone.length;
}
