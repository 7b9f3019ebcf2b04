"use client";

import type { PersonView, TeamSettings } from "#server/contract/admin-commands.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PeopleView } from "./people-view.tsx";
import { PasswordDialog } from "./person/password-dialog.tsx";
import { PersonDrawer } from "./person/person-drawer.tsx";
import { isLastAdmin } from "./person/person-state.ts";
import { usePersonWork } from "./person/use-person-work.ts";
import { TeamDrawer } from "./team/team-drawer.tsx";
import { useTeamWork } from "./team/use-team-work.ts";

const noPeople: readonly PersonView[] = [];
const noTeams: readonly TeamSettings[] = [];

/** People and teams of the shop. Fills the frame it stands in. */
export function People({ meId }: { meId: string }) {
  const t = useTranslations("people");
  const errorText = useErrorText();
  const list = useAgentQuery("person:list", {});
  const person = usePersonWork();
  const team = useTeamWork();
  const [asked, setAsked] = useState<
    { kind: "disable" | "reset"; person: PersonView } | { kind: "removeTeam"; team: TeamSettings } | null
  >(null);
  const people = list.data?.people ?? noPeople;
  const teams = list.data?.teams ?? noTeams;
  const close = () => setAsked(null);
  const name = asked === null ? "" : asked.kind === "removeTeam" ? asked.team.name : asked.person.name;
  const confirm = () => {
    if (asked?.kind === "disable") person.setDisabled(asked.person, true, close);
    if (asked?.kind === "reset") person.resetPassword(asked.person, close);
    if (asked?.kind === "removeTeam") team.remove(asked.team, close);
  };
  return (
    <>
      <PeopleView
        people={list.data ? people : null}
        teams={teams}
        meId={meId}
        error={
          list.error &&
          !list.data && (
            <EmptyState
              title={errorText(list.error.code)}
              action={<Button onClick={() => void list.refetch()}>{t("tryAgain")}</Button>}
              className="px-5!"
            />
          )
        }
        personActs={{
          add: () => person.edit(null),
          edit: person.edit,
          resetPassword: (each) => setAsked({ kind: "reset", person: each }),
          setDisabled: (each, isDisabled) =>
            isDisabled ? setAsked({ kind: "disable", person: each }) : person.setDisabled(each, false, close),
        }}
        teamActs={{
          add: () => team.edit(null),
          edit: team.edit,
          remove: (each) => setAsked({ kind: "removeTeam", team: each }),
        }}
      />
      {person.edited && (
        <PersonDrawer
          person={person.edited.person}
          teams={teams}
          isLastAdmin={person.edited.person !== null && isLastAdmin(people, person.edited.person.id)}
          isSaving={person.isSaving}
          refusal={person.refusal}
          onSave={person.save}
          onClose={person.close}
        />
      )}
      {team.edited && (
        <TeamDrawer
          team={team.edited.team}
          people={people}
          mustBeDefault={team.edited.team ? team.edited.team.isDefault : teams.length === 0}
          isSaving={team.isSaving}
          refusal={team.refusal}
          onSave={team.save}
          onClose={team.close}
        />
      )}
      {person.secret && <PasswordDialog {...person.secret} onClose={person.forgetSecret} />}
      {asked && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && close()}
          title={t(`confirm.${asked.kind}.title`, { name })}
          description={t(`confirm.${asked.kind}.text`)}
          confirmLabel={t(`confirm.${asked.kind}.action`)}
          tone={asked.kind === "reset" ? "primary" : "danger"}
          isBusy={person.isBusy || team.isBusy}
          onConfirm={confirm}
        />
      )}
    </>
  );
}
