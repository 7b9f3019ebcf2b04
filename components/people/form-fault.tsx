import { CircleAlert } from "lucide-react";

/** What is wrong with a whole form or a group in it. */
export function FormFault({ text }: { text: string }) {
  return (
    <p role="alert" className="flex items-start gap-1.5 text-xs text-danger-text">
      <CircleAlert aria-hidden className="icon-sm mt-px" />
      {text}
    </p>
  );
}
