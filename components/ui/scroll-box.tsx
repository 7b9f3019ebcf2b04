"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

const reachable = "a[href], button:not(:disabled), input, select, textarea, [tabindex='0']";

/**
 * Something that scrolls (the caller gives the overflow classes). When it does scroll and holds nothing the keyboard
 * could reach, it takes the focus itself, so that arrow keys can move it.
 */
export function ScrollBox({ children, className }: { children: ReactNode; className?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [isStop, setIsStop] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const overflows = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
      setIsStop(overflows && !element.querySelector(reachable));
    };
    const sizes = new ResizeObserver(look);
    const contents = new MutationObserver(look);
    sizes.observe(element);
    contents.observe(element, { childList: true, subtree: true });
    return () => {
      sizes.disconnect();
      contents.disconnect();
    };
  }, []);
  return (
    <div ref={box} tabIndex={isStop ? 0 : undefined} className={className}>
      {children}
    </div>
  );
}
