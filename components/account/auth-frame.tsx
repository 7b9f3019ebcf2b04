import type { ReactNode } from "react";
import { MessageCircleQuestionMark } from "lucide-react";

/** The frame of what stands before the product: one card on the canvas; on phones the card is the page. */
export function AuthFrame(props: { title: string; text?: string; children: ReactNode; foot?: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col bg-surface sm:items-center sm:justify-center sm:bg-canvas sm:px-4 sm:py-10">
      <div className="w-full px-6 pt-12 pb-6 sm:w-[392px] sm:rounded-lg sm:border sm:border-border sm:bg-surface sm:px-8 sm:pt-8 sm:pb-7 sm:shadow-card">
        <span className="grid size-9 place-items-center rounded-[10px] bg-foreground text-canvas">
          <MessageCircleQuestionMark aria-hidden className="icon-lg" />
        </span>
        <h1 className="mt-5 text-2xl font-semibold tracking-[-0.015em]">{props.title}</h1>
        {props.text && <p className="mt-1 text-base wrap-break-word text-muted">{props.text}</p>}
        <div className="mt-6">{props.children}</div>
      </div>
      {props.foot && (
        <div className="flex w-full items-center px-6 pb-8 sm:w-[392px] sm:justify-center sm:px-0 sm:pt-4 sm:pb-0">
          {props.foot}
        </div>
      )}
    </main>
  );
}
