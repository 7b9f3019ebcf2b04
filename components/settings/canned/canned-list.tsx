"use client";

import type { CannedReply } from "#server/contract/views.ts";
import { useState } from "react";
import { PenLine, Plus, Search, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Section } from "../section.tsx";
import { findReplies } from "./find-replies.ts";

const searchFrom = 8;

/** Replies everybody writes with a slash. Saved one by one, at once. */
export function CannedList(props: {
  /** Null while they load. */
  replies: readonly CannedReply[] | null;
  error: string | null;
  onAdd(): void;
  onEdit(reply: CannedReply): void;
  onRemove(reply: CannedReply): void;
}) {
  const t = useTranslations("settings.canned");
  const [search, setSearch] = useState("");
  const replies = props.replies ?? [];
  const shown = findReplies(replies, search);
  return (
    <Section id="canned" title={t("title")} text={t("text")}>
      <div className="flex flex-wrap items-center gap-2">
        {replies.length >= searchFrom && (
          <Input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            icon={<Search aria-hidden className="icon" />}
            className="w-64 max-w-full"
          />
        )}
        <Button icon={<Plus aria-hidden className="icon" />} onClick={props.onAdd}>
          {t("add")}
        </Button>
      </div>
      {props.error && (
        <p role="alert" className="text-sm text-danger-text">
          {props.error}
        </p>
      )}
      {props.replies === null && !props.error && <SkeletonRows count={4} height={44} className="-mx-4" />}
      {props.replies !== null && shown.length === 0 && (
        <p className="text-sm text-muted">{replies.length === 0 ? t("none") : t("noneFound")}</p>
      )}
      {shown.length > 0 && (
        <ul className="overflow-hidden rounded-md border border-border-strong">
          {shown.map((reply) => (
            <li
              key={reply.id}
              className="flex items-center gap-3 border-b border-border py-2 ps-3 pe-1 last:border-0 hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium" lang={reply.language}>
                    {reply.title}
                  </span>
                  <span className="shrink-0 font-mono text-xs text-accent-text">/{reply.shortcut}</span>
                  <Badge className="shrink-0">{reply.language}</Badge>
                </span>
                <span lang={reply.language} className="block truncate text-xs text-muted">
                  {reply.body}
                </span>
              </span>
              <span className="flex shrink-0">
                <IconButton
                  size="sm"
                  label={t("edit", { title: reply.title })}
                  icon={<PenLine aria-hidden className="icon-sm" />}
                  onClick={() => props.onEdit(reply)}
                />
                <IconButton
                  size="sm"
                  label={t("remove", { title: reply.title })}
                  icon={<Trash2 aria-hidden className="icon-sm" />}
                  onClick={() => props.onRemove(reply)}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
