import { CircleAlert } from "lucide-react";

/** What is wrong with a field that stands outside a `Field`. */
export function FieldFault({ text }: { text: string }) {
  return (
    <p role="alert" className="mt-1 flex items-start gap-1.5 text-xs text-danger-text">
      <CircleAlert aria-hidden className="icon-sm mt-px" />
      {text}
    </p>
  );
}
