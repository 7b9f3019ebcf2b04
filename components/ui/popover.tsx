"use client";

import type { ReactElement, ReactNode } from "react";
import { Popover as Radix } from "radix-ui";
import { cn } from "./class-names.ts";
import { popLook } from "./overlay-look.ts";

/** A small surface beside its trigger, for what is not a list of actions. `label` names it. */
export function Popover(props: {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  className?: string;
}) {
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={props.label}
          align={props.align ?? "start"}
          side={props.side}
          sideOffset={6}
          collisionPadding={8}
          className={cn(popLook, "max-w-[calc(100vw-16px)] p-3", props.className)}
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
