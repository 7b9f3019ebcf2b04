"use client";

import { useEffect, useState } from "react";
import type { PendingMessage } from "#components/realtime/pending.ts";

const none: ReadonlyMap<string, string> = new Map();

/** Object URLs of the pictures under way, by client id; each is revoked when its picture is stored. */
export function usePictureUrls(pending: readonly PendingMessage[]): ReadonlyMap<string, string> {
  const [urls, setUrls] = useState(none);
  const wanted = pending.filter(({ picture }) => picture !== null);
  const key = wanted.map(({ clientId }) => clientId).join(" ");
  useEffect(() => {
    const made = new Map(
      wanted.flatMap(({ clientId, picture }) =>
        picture ? [[clientId, URL.createObjectURL(picture.blob)] as const] : [],
      ),
    );
    setUrls(made.size > 0 ? made : none);
    return () => {
      for (const url of made.values()) URL.revokeObjectURL(url);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the ids say which pictures there are; their blobs never change
  }, [key]);
  return urls;
}
