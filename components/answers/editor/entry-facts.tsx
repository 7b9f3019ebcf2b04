"use client";

import { useId } from "react";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { askerKinds, useAskerKindName } from "../asker-kinds.ts";
import type { TeamOption } from "../team-option.ts";
import type { EntryDraft } from "./entry-draft.ts";

/** Who gets it, who helps when it is not enough, and whether it is in use. */
export function EntryFacts(props: {
  draft: EntryDraft;
  onDraft(change: Partial<EntryDraft>): void;
  teams: readonly TeamOption[];
}) {
  const t = useTranslations("answers.editor");
  const askersId = useId();
  const kindName = useAskerKindName();
  const { draft, onDraft } = props;
  return (
    <div className="grid items-start gap-3 border-t border-border pt-4 sm:grid-cols-3">
      <Field label={t("asker")} hint={t("askerHint")}>
        <Input
          list={askersId}
          value={draft.askerKind}
          maxLength={40}
          placeholder={t("everybody")}
          onChange={(event) => onDraft({ askerKind: event.target.value })}
        />
      </Field>
      <datalist id={askersId}>
        {askerKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindName(kind)}
          </option>
        ))}
      </datalist>
      <Field label={t("team")} hint={t("teamHint")}>
        <Select
          options={[
            { value: "", label: t("anyTeam") },
            ...props.teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={draft.teamId}
          onChange={(event) => onDraft({ teamId: event.target.value })}
        />
      </Field>
      <Field label={t("inUse")} hint={t("inUseHint")}>
        <Switch checked={draft.isEnabled} onCheckedChange={(isEnabled) => onDraft({ isEnabled })} />
      </Field>
    </div>
  );
}
