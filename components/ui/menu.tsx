"use client";

import type { ReactElement, ReactNode } from "react";
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { cn } from "./class-names.ts";
import { menuItemLook, popLook } from "./overlay-look.ts";

/** A button that opens a list of actions. The trigger is a `Button` or `IconButton`. */
export function Menu(props: {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
}) {
  return (
    // Not modal: the rest of the page stays readable, and an offer may still be accepted.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{props.trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={props.align ?? "start"}
          side={props.side}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            popLook,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1",
            props.className,
          )}
        >
          {props.children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type RowParts = { icon?: ReactNode; hint?: ReactNode; children: ReactNode };

function RowBody({ icon, hint, children }: RowParts) {
  return (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint && <span className="ms-3 text-xs text-subtle">{hint}</span>}
    </>
  );
}

export function MenuItem(props: RowParts & { isDanger?: boolean; isDisabled?: boolean; onSelect: () => void }) {
  return (
    <DropdownMenu.Item
      onSelect={props.onSelect}
      disabled={props.isDisabled}
      className={cn(menuItemLook, props.isDanger && "text-danger-text")}
    >
      <RowBody {...props} />
    </DropdownMenu.Item>
  );
}

/** One of several; the chosen one has a tick. */
export function MenuChoice<Value extends string>(props: {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode; hint?: ReactNode }[];
}) {
  return (
    <DropdownMenu.RadioGroup
      value={props.value}
      onValueChange={(chosen) => {
        const option = props.options.find(({ value }) => value === chosen);
        if (option) props.onChange(option.value);
      }}
    >
      {props.options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={menuItemLook}>
          <RowBody icon={option.icon} hint={option.hint}>
            <span className="inline-flex items-center gap-2">
              {option.label}
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden className="icon-sm" />
              </DropdownMenu.ItemIndicator>
            </span>
          </RowBody>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/**
 * A few short choices side by side. `value` null: they are actions, and the menu closes; otherwise one is taken and it
 * stays open.
 */
export function MenuChips<Value extends string>(props: {
  label: string;
  value: Value | null;
  onChoose: (value: Value) => void;
  options: readonly { value: Value; label: string; spoken?: string }[];
}) {
  return (
    <DropdownMenu.RadioGroup
      aria-label={props.label}
      value={props.value ?? ""}
      onValueChange={(chosen) => {
        const option = props.options.find(({ value }) => value === chosen);
        if (option) props.onChoose(option.value);
      }}
      className="flex flex-wrap gap-1 px-2 pt-0.5 pb-1.5"
    >
      {props.options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          aria-label={option.spoken}
          onSelect={(event) => props.value !== null && event.preventDefault()}
          className="inline-flex h-6 cursor-default items-center rounded-full px-2 text-xs text-muted inset-ring inset-ring-border-strong outline-none select-none data-[highlighted]:bg-control-hover data-[highlighted]:text-foreground data-[state=checked]:bg-accent-soft data-[state=checked]:font-medium data-[state=checked]:text-accent-text data-[state=checked]:inset-ring-accent-border"
        >
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2 pt-2 pb-1 text-2xs font-medium text-subtle">{children}</DropdownMenu.Label>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-border" />;
}
