import { Fragment, type ReactNode, useMemo } from "react";
import { cn } from "#components/ui/class-names.ts";
import { type Inline, parseText } from "./parse-text.ts";

/**
 * What somebody wrote, safely: React nodes from text, never HTML. `hasMarks={false}` for customers' words. Links open
 * apart and tell the other site nothing; on solid bubbles they keep the bubble's own colour.
 */
export function FormattedText(props: { text: string; hasMarks?: boolean; isOnSolid?: boolean; className?: string }) {
  const blocks = useMemo(() => parseText(props.text, props.hasMarks), [props.text, props.hasMarks]);
  const linkLook = cn(
    "underline underline-offset-2",
    props.isOnSolid ? "decoration-current/60" : "text-accent-text decoration-accent-border hover:decoration-current",
  );
  return (
    <div dir="auto" className={cn("flex min-w-0 flex-col gap-2 wrap-anywhere", props.className)}>
      {blocks.map((block, index) =>
        block.kind === "paragraph" ? (
          <p key={index}>
            {block.lines.map((line, row) => (
              <Fragment key={row}>
                {row > 0 && <br />}
                {draw(line, linkLook)}
              </Fragment>
            ))}
          </p>
        ) : (
          <ul key={index} className="flex list-disc flex-col gap-0.5 ps-5">
            {block.lines.map((line, row) => (
              <li key={row}>{draw(line, linkLook)}</li>
            ))}
          </ul>
        ),
      )}
    </div>
  );
}

function draw(line: Inline[], linkLook: string): ReactNode {
  return line.map((piece, index) => {
    switch (piece.kind) {
      case "words":
        return piece.text;
      case "strong":
        return (
          <strong key={index} className="font-semibold">
            {draw(piece.children, linkLook)}
          </strong>
        );
      case "em":
        return <em key={index}>{draw(piece.children, linkLook)}</em>;
      case "link":
        return (
          <a
            key={index}
            href={piece.href}
            title={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            className={linkLook}
          >
            {piece.text}
          </a>
        );
    }
  });
}
