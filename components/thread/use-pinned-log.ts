import { useCallback, useLayoutEffect, useRef, useState } from "react";

const nearPx = 48;

/**
 * Keeps a log at its newest message. The scroller is laid out in reverse, so "at the newest" is scrollTop 0 and what
 * is added at the top moves nothing. Somebody who reads further up is not pulled down: what arrives below is taken
 * out of the way, and counted as unseen until they are back.
 */
export function usePinnedLog(newestKey: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const before = useRef({ newestKey, height: 0 });
  const [isAway, setIsAway] = useState(false);
  const [hasUnseen, setHasUnseen] = useState(false);

  const onScroll = useCallback(() => {
    const away = Math.abs(scroller.current?.scrollTop ?? 0) > nearPx;
    setIsAway(away);
    if (!away) setHasUnseen(false);
  }, []);

  const toNewest = useCallback(() => scroller.current?.scrollTo({ top: 0 }), []);

  // After every render: only there it is known how much the content has grown, and at which end.
  useLayoutEffect(() => {
    const box = scroller.current;
    const height = content.current?.offsetHeight ?? 0;
    const last = before.current;
    before.current = { newestKey, height };
    if (!box || newestKey === last.newestKey || last.newestKey === undefined) return;
    if (Math.abs(box.scrollTop) <= nearPx) box.scrollTop = 0;
    else {
      box.scrollTop -= height - last.height;
      setHasUnseen(true);
    }
  });

  return { scroller, content, isAway, hasUnseen, onScroll, toNewest };
}
