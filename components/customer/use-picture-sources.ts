"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { ThreadPicture } from "#components/thread/thread-entry.ts";
import type { Picture } from "#server/contract/index.ts";
import type { ChatRow } from "./chat-rows.ts";
import { pictureAddress } from "./picture-address.ts";

/** Room kept for a picture whose size is not known yet. */
const unknownSize = { width: 232, height: 174 };

type Source = { src: string; width?: number; height?: number };

export interface PictureSources {
  /** The picture of a message, stored or on its way. */
  ofRow: (row: ChatRow, alt: string) => ThreadPicture | undefined;
  ofPicture: (picture: Picture, alt: string) => ThreadPicture;
}

/**
 * Where each picture row's bytes are. Sent ones stand at their address; where cookies are refused they are fetched with
 * the token, because an `<img>` cannot carry one. Those still on their way are shown from the page's own copy.
 */
export function usePictureSources(rows: readonly ChatRow[], token: string | null): PictureSources {
  const [sources, setSources] = useState<Readonly<Record<string, Source>>>({});
  const begun = useRef(new Map<string, string | null>());
  useEffect(() => {
    const put = (key: string, source: Source) => setSources((held) => ({ ...held, [key]: source }));
    for (const { key, load } of wanted(rows, token)) {
      if (begun.current.has(key)) continue;
      begun.current.set(key, null);
      load()
        .then((blob) => {
          const src = URL.createObjectURL(blob);
          begun.current.set(key, src);
          put(key, { src });
          return sizeOf(src).then((size) => put(key, { src, ...size }));
        })
        // A picture that cannot be read now may be later, e.g. with the network back.
        .catch(() => begun.current.delete(key));
    }
  }, [rows, token]);
  useEffect(() => {
    const held = begun.current;
    return () => {
      for (const src of held.values()) if (src) URL.revokeObjectURL(src);
      held.clear();
    };
  }, []);
  return useMemo(() => {
    const ofPicture = ({ width, height, mediaId }: Picture, alt: string): ThreadPicture => ({
      src: token ? (sources[mediaId]?.src ?? blank) : pictureAddress(mediaId),
      width,
      height,
      alt,
    });
    return {
      ofPicture,
      ofRow(row, alt) {
        if (row.kind !== "mine" && row.kind !== "person") return undefined;
        // The own copy of what this page sent stays: swapping it for the stored one would flicker.
        const own = sources[row.key];
        if (own) return { ...unknownSize, ...own, alt };
        if (row.picture) return ofPicture(row.picture, alt);
        return row.kind === "mine" && row.upload ? { src: blank, ...unknownSize, alt } : undefined;
      },
    };
  }, [sources, token]);
}

/** One clear pixel: nothing to see yet, and no request. */
const blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

function* wanted(
  rows: readonly ChatRow[],
  token: string | null,
): Generator<{ key: string; load: () => Promise<Blob> }> {
  for (const row of rows) {
    const upload = row.kind === "mine" ? row.upload : null;
    if (upload) yield { key: row.key, load: async () => upload.blob };
    for (const { mediaId } of token ? picturesOf(row) : [])
      yield { key: mediaId, load: () => fetchPicture(mediaId, token ?? "") };
  }
}

function picturesOf(row: ChatRow): readonly Picture[] {
  if (row.kind === "library") return row.pictures;
  return (row.kind === "mine" || row.kind === "person") && row.picture ? [row.picture] : [];
}

async function fetchPicture(mediaId: string, token: string): Promise<Blob> {
  const response = await fetch(pictureAddress(mediaId), { headers: { "x-answerline-token": token } });
  if (!response.ok) throw new Error(`picture: ${response.status}`);
  return response.blob();
}

async function sizeOf(src: string): Promise<{ width: number; height: number }> {
  const image = new Image();
  image.src = src;
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight };
}
