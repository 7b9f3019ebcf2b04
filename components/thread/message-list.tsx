"use client";

import { memo, useMemo } from "react";
import { useFormatter } from "next-intl";
import { CustomerGroup } from "./customer-group.tsx";
import { DayLine } from "./day-line.tsx";
import { DeskGroup } from "./desk-group.tsx";
import { groupEntries, type ThreadPart } from "./group-entries.ts";
import type { GroupProps } from "./group-props.ts";
import { NoteBlock } from "./note-block.tsx";
import { SystemLine } from "./system-line.tsx";
import type { ThreadEntry, ThreadView } from "./thread-entry.ts";

type Actions = Omit<GroupProps, "messages">;

/**
 * All entries of a thread, oldest first, as they are read. Renders again only when entries or actions change, so keep
 * both stable while somebody types.
 */
export const MessageList = memo(function MessageList(
  props: { entries: readonly ThreadEntry[]; view: ThreadView } & Actions,
) {
  const { entries, view, ...actions } = props;
  const format = useFormatter();
  const parts = useMemo(() => {
    const dayOf = (at: number) => format.dateTime(at, { year: "numeric", month: "numeric", day: "numeric" });
    return groupEntries(entries, dayOf);
  }, [entries, format]);
  return parts.map((part) => <Part key={part.key} part={part} view={view} {...actions} />);
});

function Part({ part, view, ...actions }: { part: ThreadPart; view: ThreadView } & Actions) {
  switch (part.kind) {
    case "day":
      return <DayLine at={part.at} view={view} />;
    case "note":
      return view === "desk" && <NoteBlock note={part} />;
    case "system":
      return <SystemLine view={view}>{part.text}</SystemLine>;
    case "block":
      return part.content;
    case "group": {
      const Group = view === "customer" ? CustomerGroup : DeskGroup;
      return <Group messages={part.messages} {...actions} />;
    }
  }
}
