"use client";

import type { PersonView } from "#server/contract/admin-commands.ts";
import { CircleOff, Ellipsis, KeyRound, PenLine, UserRoundCheck, UserRoundX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import { Table, TBody, Td, Th, THead, Tr } from "#components/ui/table.tsx";
import { useNow } from "#components/ui/use-now.ts";
import { isLastAdmin, personState } from "./person-state.ts";
import { RoleBadges } from "./role-badges.tsx";

/** What can be done with somebody. */
export interface PersonActs {
  edit(person: PersonView): void;
  resetPassword(person: PersonView): void;
  setDisabled(person: PersonView, isDisabled: boolean): void;
}

/** Everybody who can sign in, and who could. Phones show name, roles and state. */
export function PeopleTable(props: {
  people: readonly PersonView[];
  shown: readonly PersonView[];
  teamName(id: string): string;
  meId: string;
  acts: PersonActs;
}) {
  const t = useTranslations("people");
  return (
    <Table label={t("tabPeople")} className="-mt-px table-fixed max-md:[&_:is(th,td):first-child]:ps-4">
      <THead>
        <Tr className="border-b border-border bg-panel">
          <Th className="w-[24%] max-md:w-auto">{t("name")}</Th>
          <Th className="max-lg:hidden">{t("email")}</Th>
          <Th className="w-[188px] max-md:w-[104px]">{t("roles")}</Th>
          <Th className="max-md:hidden">{t("teams")}</Th>
          <Th isNumber className="w-16 max-md:hidden" title={t("capacityTitle")}>
            {t("capacity")}
          </Th>
          <Th className="w-[150px] ps-5! max-sm:hidden">{t("state")}</Th>
          <Th className="w-14">
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {props.shown.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            teamName={props.teamName}
            isMe={person.id === props.meId}
            isLast={isLastAdmin(props.people, person.id)}
            acts={props.acts}
          />
        ))}
      </TBody>
    </Table>
  );
}

function PersonRow(props: {
  person: PersonView;
  teamName(id: string): string;
  isMe: boolean;
  isLast: boolean;
  acts: PersonActs;
}) {
  const t = useTranslations("people");
  const { person, acts } = props;
  const teams = person.teamIds.map(props.teamName).join(t("comma"));
  const isAgent = person.roles.includes("agent");
  return (
    <Tr className={cn("hover:bg-hover", person.isDisabled && "text-muted")}>
      <Td className="overflow-hidden py-1.5">
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={person.name} size="md" />
          <span className="min-w-0">
            <span className="flex items-center gap-1.5">
              <button
                type="button"
                title={person.name}
                onClick={() => acts.edit(person)}
                className="min-w-0 truncate font-medium -outline-offset-2 hover:underline"
              >
                {person.name}
              </button>
              {props.isMe && <span className="shrink-0 text-xs text-subtle">{t("you")}</span>}
            </span>
            <span className="block truncate text-xs text-subtle lg:hidden">{person.email}</span>
          </span>
        </span>
      </Td>
      <Td className="truncate text-muted max-lg:hidden" title={person.email}>
        {person.email}
      </Td>
      <Td className="overflow-hidden">
        <RoleBadges roles={person.roles} />
      </Td>
      <Td className="truncate text-muted max-md:hidden" title={teams}>
        {teams || "–"}
      </Td>
      <Td isNumber className="max-md:hidden">
        {isAgent ? person.capacity : "–"}
      </Td>
      <Td className="ps-5! max-sm:hidden">
        <State person={person} isMe={props.isMe} />
      </Td>
      <Td className="ps-0! pe-3! text-end">
        <Menu
          align="end"
          className="w-72"
          trigger={
            <IconButton
              size="sm"
              label={t("menu", { name: person.name })}
              icon={<Ellipsis aria-hidden className="icon" />}
            />
          }
        >
          <MenuItem icon={<PenLine aria-hidden className="icon text-muted" />} onSelect={() => acts.edit(person)}>
            {t("edit")}
          </MenuItem>
          <MenuItem
            icon={<KeyRound aria-hidden className="icon text-muted" />}
            onSelect={() => acts.resetPassword(person)}
          >
            {t("reset")}
          </MenuItem>
          <MenuLine />
          {person.isDisabled ? (
            <MenuItem
              icon={<UserRoundCheck aria-hidden className="icon text-muted" />}
              onSelect={() => acts.setDisabled(person, false)}
            >
              {t("enable")}
            </MenuItem>
          ) : (
            <MenuItem
              isDanger
              isDisabled={props.isLast}
              icon={<UserRoundX aria-hidden className="icon" />}
              onSelect={() => acts.setDisabled(person, true)}
            >
              {t("disable")}
            </MenuItem>
          )}
          {props.isLast && <p className="px-2 pt-1 pb-1.5 text-xs whitespace-normal text-subtle">{t("lastAdmin")}</p>}
        </Menu>
      </Td>
    </Tr>
  );
}

/** What they owe us, or when they were here. Who reads this is here. */
function State({ person, isMe }: { person: PersonView; isMe: boolean }) {
  const t = useTranslations("people");
  const format = useFormatter();
  const now = useNow();
  const state = personState(person);
  if (state === "disabled")
    return (
      <Badge icon={<CircleOff aria-hidden className="icon-xs" />} className="text-muted">
        {t("isDisabled")}
      </Badge>
    );
  if (state === "invited" || state === "owes") return <Badge tone="warning">{t(state)}</Badge>;
  if (isMe) return <span className="text-muted">{t("hereNow")}</span>;
  if (person.lastSeenAt === null) return <span className="text-muted">{t("neverSeen")}</span>;
  return (
    <span className="text-muted">
      {now === 0 ? "" : now - person.lastSeenAt < 60_000 ? t("hereNow") : format.relativeTime(person.lastSeenAt, now)}
    </span>
  );
}
