"use client";

import type { ReactElement, ReactNode } from "react";
import { Tooltip as Radix } from "radix-ui";
import { Kbd } from "./kbd.tsx";

/** Waits 400 ms before the first; further ones open at once. Stands once, around the staff screens. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

/** The name of a control and its key, on hover and focus. It only repeats: the control has its own name. */
export function Tooltip(props: {
  content: ReactNode;
  kbd?: string;
  side?: "top" | "bottom" | "left" | "right";
  children: ReactElement;
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{props.children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={props.side}
          sideOffset={6}
          collisionPadding={8}
          className="z-(--z-toast) flex max-w-72 items-center gap-2 rounded-sm bg-overlay px-2.5 py-1.5 text-xs shadow-pop data-[state=delayed-open]:animate-appear"
        >
          {props.content}
          {props.kbd && <Kbd keys={props.kbd} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
