"use client";

import type { Skills } from "#server/contract/routing-rules.ts";
import { type KeyboardEvent, useId, useState } from "react";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { ChipRow, HeldChip } from "./chips.tsx";

const levels = [1, 2, 3, 4, 5] as const;

/** Topics somebody knows, each with how well (1 to 5). The library's categories are proposed. */
export function SkillChips({ value, onChange }: { value: Skills; onChange(skills: Skills): void }) {
  const t = useTranslations("people");
  const listId = useId();
  const known = useAgentQuery("routing:read", {}).data?.skillNames ?? [];
  const [name, setName] = useState("");
  const add = () => {
    const skill = name.trim();
    if (skill === "") return;
    // Upper and lower case make no second skill of one.
    const same = [...Object.keys(value), ...known].find((each) => each.toLowerCase() === skill.toLowerCase()) ?? skill;
    onChange({ ...value, [same]: value[same] ?? 3 });
    setName("");
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    // Enter adds the skill; it does not send the form.
    event.preventDefault();
    add();
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-xs font-medium text-muted">{t("skills")}</legend>
      {Object.keys(value).length > 0 && (
        <ChipRow>
          {Object.entries(value).map(([skill, level]) => (
            <HeldChip
              key={skill}
              removeLabel={t("removeAbility", { name: skill })}
              onRemove={() => onChange(Object.fromEntries(Object.entries(value).filter(([each]) => each !== skill)))}
            >
              {skill}
              <select
                aria-label={t("levelOf", { name: skill })}
                value={level}
                onChange={(event) => onChange({ ...value, [skill]: Number(event.target.value) })}
                className="h-5 rounded-xs bg-surface px-1 text-xs font-medium inset-ring inset-ring-border [&>option]:bg-overlay"
              >
                {levels.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </select>
            </HeldChip>
          ))}
        </ChipRow>
      )}
      <span className="flex gap-2">
        <Input
          aria-label={t("addSkill")}
          placeholder={t("addSkill")}
          list={listId}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={press}
          className="w-52"
        />
        <IconButton label={t("addThisSkill")} icon={<Plus aria-hidden className="icon" />} onClick={add} />
      </span>
      <datalist id={listId}>
        {known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <p className="text-xs text-subtle">{t("skillsHint")}</p>
    </fieldset>
  );
}
