"use client";

import type { TeamRouting } from "#server/contract/routing-commands.ts";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { useRoutingForm } from "../fields/form-context.ts";
import { NumberRule, OptionalDurationRule, SwitchRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

/** Language and topic: whether they choose who is asked, and what the members can. */
export function NeedsSection({ members }: { members: TeamRouting["members"] }) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const isSkillMatched = form.valueAt("rules.isSkillMatched") === true;
  const isMatched = isSkillMatched || form.valueAt("rules.isLanguageMatched") === true;
  return (
    <Section id="needs" title={t("section.needs")} text={t("sectionText.needs")}>
      <SwitchRule name="isLanguageMatched" path="rules.isLanguageMatched" />
      <SwitchRule name="isSkillMatched" path="rules.isSkillMatched" />
      {isSkillMatched && <NumberRule name="skillLevel" path="rules.skillLevel" end={t("ofFive")} />}
      {isMatched && <OptionalDurationRule name="needsMs" path="rules.needsMs" first={60_000} off={t("forever")} />}
      <Members members={members} />
    </Section>
  );
}

function Members({ members }: { members: TeamRouting["members"] }) {
  const t = useTranslations("routing.members");
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: "language" });
  const here = members.filter(({ isDisabled }) => !isDisabled);
  return (
    <div>
      <p className="text-xs font-medium text-muted">{t("title", { count: here.length })}</p>
      <ul className="mt-1.5 divide-y divide-border">
        {here.map((member) => (
          <li key={member.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
            <span className="min-w-32 font-medium">{member.name}</span>
            <span className="text-muted">
              {member.languages.length === 0
                ? t("anyLanguage")
                : member.languages.map((code) => names.of(code) ?? code).join(t("comma"))}
            </span>
            <span className="flex flex-wrap gap-1">
              {Object.entries(member.skills).map(([skill, level]) => (
                <Badge key={skill}>{t("skill", { skill, level })}</Badge>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <Link href="/admin/people" className="mt-1 inline-block rounded-xs text-sm text-accent-text hover:underline">
        {t("edit")}
      </Link>
    </div>
  );
}
