import type { MouseEvent, ReactNode } from "react";

/** A row that opens a chat: a real link, so that it can be opened in a new tab as well. */
export function ChatLink(props: {
  conversationId: string;
  isOpen: boolean;
  title: string;
  onOpen(conversationId: string): void;
  className: string;
  children: ReactNode;
}) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    props.onOpen(props.conversationId);
  };
  return (
    <a
      href={`?conversation=${props.conversationId}`}
      aria-current={props.isOpen || undefined}
      title={props.title}
      onClick={open}
      className={props.className}
    >
      {props.children}
    </a>
  );
}
