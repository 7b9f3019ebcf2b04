"use client";

import type { PersonView, TeamSettings } from "#server/contract/admin-commands.ts";
import { type ReactNode, useState } from "react";
import { Plus, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Tabs, TabPanel } from "#components/ui/tabs.tsx";
import { findPeople } from "./person/person-state.ts";
import { type PersonActs, PeopleTable } from "./person/people-table.tsx";
import { type TeamActs, TeamsTable } from "./team/teams-table.tsx";

type PeopleTab = "people" | "teams";

/** People and teams: two tables, and one thing to add at a time. */
export function PeopleView(props: {
  /** Null while it loads. */
  people: readonly PersonView[] | null;
  teams: readonly TeamSettings[];
  meId: string;
  personActs: PersonActs & { add(): void };
  teamActs: TeamActs & { add(): void };
  /** Instead of the tables, when they cannot be read. */
  error?: ReactNode;
}) {
  const t = useTranslations("people");
  const [tab, setTab] = useState<PeopleTab>("people");
  const [search, setSearch] = useState("");
  const { teams, personActs, teamActs } = props;
  const people = props.people ?? [];
  const teamNames = new Map<string, string>(teams.map(({ id, name }) => [id, name]));
  const personNames = new Map<string, string>(people.map(({ id, name }) => [id, name]));
  const languages = new Map(
    useLanguageOptions(teams.flatMap((team) => team.languages)).map(({ value, label }) => [value, label]),
  );
  const teamName = (id: string) => teamNames.get(id) ?? "";
  const shown = findPeople(people, search, teamName);
  return (
    <Pane>
      <PaneHead title={t("title")} level={1} className="ps-5! max-md:ps-4!">
        <Button
          variant="primary"
          icon={<Plus aria-hidden className="icon" />}
          onClick={tab === "people" ? personActs.add : teamActs.add}
          className="ms-auto"
        >
          {t(tab === "people" ? "add" : "team.add")}
        </Button>
      </PaneHead>
      <Tabs
        value={tab}
        onChange={setTab}
        label={t("title")}
        tabs={[
          { value: "people", label: t("tabPeople"), count: people.length },
          { value: "teams", label: t("tabTeams"), count: teams.length },
        ]}
        className="min-h-0 flex-1"
        listClassName="px-5 max-md:px-4"
      >
        {props.error ? (
          props.error
        ) : props.people === null ? (
          <SkeletonRows count={8} height={44} className="pt-2" />
        ) : (
          <>
            <TabPanel value="people" className="flex flex-col">
              <div className="flex shrink-0 items-center gap-3 px-5 py-3 max-md:px-4">
                <Input
                  type="search"
                  aria-label={t("search")}
                  placeholder={t("search")}
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                  icon={<Search aria-hidden className="icon" />}
                  className="w-72 max-w-full max-md:w-full"
                />
              </div>
              <PaneBody>
                {shown.length > 0 ? (
                  <PeopleTable people={people} shown={shown} teamName={teamName} meId={props.meId} acts={personActs} />
                ) : (
                  <EmptyState
                    title={t("noneFound", { search })}
                    action={<Button onClick={() => setSearch("")}>{t("clearSearch")}</Button>}
                    className="px-5!"
                  />
                )}
              </PaneBody>
            </TabPanel>
            <TabPanel value="teams" className="flex flex-col">
              <PaneBody>
                {teams.length > 0 ? (
                  <TeamsTable
                    teams={teams}
                    personName={(id) => personNames.get(id) ?? null}
                    languageName={(code) => languages.get(code) ?? code}
                    acts={teamActs}
                  />
                ) : (
                  <EmptyState
                    title={t("team.noneTitle")}
                    description={t("team.noneText")}
                    action={<Button onClick={teamActs.add}>{t("team.add")}</Button>}
                    className="px-5!"
                  />
                )}
              </PaneBody>
            </TabPanel>
          </>
        )}
      </Tabs>
    </Pane>
  );
}
