"use client";

import type { ReactNode } from "react";
import { Undo2 } from "lucide-react";
import { Field } from "#components/ui/field.tsx";
import { isSame } from "../draft/paths.ts";
import { useRoutingForm } from "./form-context.ts";
import { RuleMark } from "./rule-mark.tsx";
import type { RuleName } from "./rule-numbers.ts";
import { useWords, type ValueKind } from "./use-words.ts";

/** Rules whose explanation depends on what is chosen: it is given. */
type Told = "strategy" | "offHours" | "quiet";

/** One rule: what it does, its number in the rules, the control, what is wrong, and what is in force while it differs. */
export function RuleRow(props: {
  name: RuleName;
  path: string;
  kind: ValueKind;
  /** Instead of the rule's own explanation. */
  hint?: ReactNode;
  /** How what is in force reads, where the kind does not say it. */
  was?: string;
  children: ReactNode;
}) {
  const { t, value, fault } = useWords();
  const form = useRoutingForm();
  const wrong = form.faultAt(props.path);
  const saved = form.savedAt(props.path);
  // Inside a group that is new as a whole, nothing is in force to compare with.
  const isChanged = saved !== undefined && !isSame(form.valueAt(props.path), saved);
  return (
    <div
      data-rule={props.name}
      className="grid items-start gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_232px] sm:grid-rows-[auto_1fr]"
    >
      <Field
        label={t(`field.${props.name}.label`)}
        error={wrong && fault(props.kind, wrong)}
        hint={
          <>
            {props.hint ?? t(`field.${props.name as Exclude<RuleName, Told>}.hint`)} <RuleMark name={props.name} />
          </>
        }
        className="contents! [&>label]:text-sm [&>label]:leading-5 sm:[&>label]:pt-0.5 [&>label]:text-foreground [&>p]:col-start-1 [&>div]:sm:col-start-2 [&>div]:sm:row-span-3 [&>div]:sm:row-start-1"
      >
        <div className="flex min-w-0 flex-col items-start gap-1">
          {props.children}
          {isChanged && (
            <button
              type="button"
              onClick={() => form.setAt(props.path, saved)}
              className="inline-flex items-center gap-1 rounded-xs text-xs text-warning-text hover:underline"
            >
              <Undo2 aria-hidden className="icon-xs" />
              {t("inForce", { value: props.was ?? value(props.kind, saved) })}
            </button>
          )}
        </div>
      </Field>
    </div>
  );
}
