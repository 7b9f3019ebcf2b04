import type { PersonView } from "#server/contract/admin-commands.ts";

/** How a person stands with us: `invited` has a one-time password and never came; `owes` has one and was here before. */
export type PersonState = "disabled" | "invited" | "owes" | "active";

export function personState(person: Pick<PersonView, "isDisabled" | "mustChangePassword" | "lastSeenAt">): PersonState {
  if (person.isDisabled) return "disabled";
  if (!person.mustChangePassword) return "active";
  return person.lastSeenAt === null ? "invited" : "owes";
}

/** Nobody else could open these pages: this one has to stay an admin. */
export function isLastAdmin(people: readonly PersonView[], id: string): boolean {
  const admins = people.filter(({ roles, isDisabled }) => roles.includes("admin") && !isDisabled);
  return admins.length === 1 && admins[0]?.id === id;
}

/** Those whose name, address or team has every word of the search; the enabled first, by name. */
export function findPeople(
  people: readonly PersonView[],
  search: string,
  teamName: (id: string) => string,
): PersonView[] {
  const words = search.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return people
    .filter((person) => {
      const text = [person.name, person.email, ...person.teamIds.map(teamName)].join("\n").toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => Number(a.isDisabled) - Number(b.isDisabled) || a.name.localeCompare(b.name));
}
