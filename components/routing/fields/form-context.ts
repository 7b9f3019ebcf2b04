import { createContext, use } from "react";
import type { Fault } from "../draft/routing-draft.ts";

/** What every field of the page reads and writes: one draft at a time, by path. */
export interface RoutingForm {
  valueAt(path: string): unknown;
  /** As it is in force. */
  savedAt(path: string): unknown;
  setAt(path: string, value: unknown): void;
  faultAt(path: string): Fault | undefined;
  /** The first fault at a path or below it. */
  faultUnder(path: string): Fault | undefined;
  isReadOnly: boolean;
}

const FormContext = createContext<RoutingForm | null>(null);
export const RoutingFormProvider = FormContext.Provider;

export function useRoutingForm(): RoutingForm {
  const form = use(FormContext);
  if (form === null) throw new Error("a rule's field stands outside the form");
  return form;
}
