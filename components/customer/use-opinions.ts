"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ConversationId, ItemId } from "#server/contract/index.ts";
import type { RefusalCode } from "./chat-model.ts";
import type { Opinion } from "./library-rows.ts";

/** Stores an opinion of a reply; answers the refusal's code, null when stored. */
export type Opine = (conversationId: ConversationId, itemId: ItemId, opinion: Opinion) => Promise<RefusalCode>;

/** Opinions given on this page: shown at once, taken back when they are refused. `opine` is stable. */
export function useOpinions(store: Opine): {
  said: ReadonlyMap<string, Opinion>;
  opine: (about: { conversationId: ConversationId; itemId: ItemId }, opinion: Opinion) => Promise<boolean>;
} {
  const [said, setSaid] = useState<ReadonlyMap<string, Opinion>>(new Map());
  const latest = useRef(store);
  useEffect(() => {
    latest.current = store;
  });
  const opine = useCallback(
    async ({ conversationId, itemId }: { conversationId: ConversationId; itemId: ItemId }, opinion: Opinion) => {
      setSaid((held) => new Map(held).set(itemId, opinion));
      if ((await latest.current(conversationId, itemId, opinion)) === null) return true;
      // Refused: what was stored before is shown again.
      setSaid((held) => new Map([...held].filter(([other]) => other !== itemId)));
      return false;
    },
    [],
  );
  return { said, opine };
}
