"use client";

import type { TeamSettings } from "#server/contract/admin-commands.ts";
import { Ellipsis, PenLine, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import { Table, TBody, Td, Th, THead, Tr } from "#components/ui/table.tsx";

export interface TeamActs {
  edit(team: TeamSettings): void;
  remove(team: TeamSettings): void;
}

/** The teams: a line each, with its own rules. */
export function TeamsTable(props: {
  teams: readonly TeamSettings[];
  personName(id: string): string | null;
  languageName(code: string): string;
  acts: TeamActs;
}) {
  const t = useTranslations("people");
  const format = useFormatter();
  const { acts } = props;
  return (
    <Table label={t("tabTeams")} className="-mt-px table-fixed max-md:[&_:is(th,td):first-child]:ps-4">
      <THead>
        <Tr className="border-b border-border bg-panel">
          <Th className="w-[26%] max-md:w-auto">{t("team.name")}</Th>
          <Th className="max-md:hidden">{t("team.languages")}</Th>
          <Th className="max-md:w-[88px]">{t("team.members")}</Th>
          <Th className="w-[180px] max-lg:hidden">{t("team.offers")}</Th>
          <Th isNumber className="w-[120px] max-md:hidden">
            {t("team.limit")}
          </Th>
          <Th className="w-14">
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {props.teams.map((team) => {
          const members = team.memberIds.map(props.personName).filter((name) => name !== null);
          return (
            <Tr key={team.id} className="hover:bg-hover">
              <Td className="overflow-hidden py-2">
                <span className="flex min-w-0 items-center gap-2">
                  <button
                    type="button"
                    title={team.name}
                    onClick={() => acts.edit(team)}
                    className="truncate font-medium -outline-offset-2 hover:underline"
                  >
                    {team.name}
                  </button>
                  {team.isDefault && <Badge tone="accent">{t("team.default")}</Badge>}
                </span>
              </Td>
              <Td className="truncate text-muted max-md:hidden">
                {team.languages.map(props.languageName).join(t("comma")) || t("team.anyLanguage")}
              </Td>
              <Td className="truncate" title={members.join(t("comma"))}>
                <span className={members.length === 0 ? "text-warning-text" : undefined}>
                  {t("team.memberCount", { count: members.length })}
                </span>
                <span className="ms-2 text-xs text-subtle max-md:hidden">{members.join(t("comma"))}</span>
              </Td>
              <Td className="truncate text-muted max-lg:hidden">
                {team.isAutoAccept
                  ? t("team.automatic")
                  : t("team.accept", { seconds: Math.round(team.offerMs / 1000) })}
              </Td>
              <Td isNumber className="text-muted max-md:hidden">
                {team.maxWaiting === null ? t("team.noLimit") : format.number(team.maxWaiting)}
              </Td>
              <Td className="ps-0! pe-3! text-end">
                <Menu
                  align="end"
                  trigger={
                    <IconButton
                      size="sm"
                      label={t("menu", { name: team.name })}
                      icon={<Ellipsis aria-hidden className="icon" />}
                    />
                  }
                >
                  <MenuItem icon={<PenLine aria-hidden className="icon text-muted" />} onSelect={() => acts.edit(team)}>
                    {t("edit")}
                  </MenuItem>
                  <MenuLine />
                  <MenuItem isDanger icon={<Trash2 aria-hidden className="icon" />} onSelect={() => acts.remove(team)}>
                    {t("team.remove")}
                  </MenuItem>
                </Menu>
              </Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}
