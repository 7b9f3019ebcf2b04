import type { PersonView } from "#server/contract/admin-commands.ts";
import { describe, expect, it } from "vitest";
import { findPeople, isLastAdmin, personState } from "./person-state.ts";

const person = (id: string, change: Partial<PersonView> = {}): PersonView => ({
  id: id as never,
  email: `${id}@shop.example`,
  name: id,
  roles: ["agent"],
  teamIds: [],
  capacity: 3,
  languages: [],
  skills: {},
  isDisabled: false,
  mustChangePassword: false,
  lastSeenAt: 1,
  ...change,
});

describe("people", () => {
  it("stand in one of four states", () => {
    expect(personState(person("a"))).toBe("active");
    expect(personState(person("a", { mustChangePassword: true, lastSeenAt: null }))).toBe("invited");
    expect(personState(person("a", { mustChangePassword: true }))).toBe("owes");
    expect(personState(person("a", { isDisabled: true, mustChangePassword: true }))).toBe("disabled");
  });

  it("have a last admin only among those enabled", () => {
    const people = [
      person("priya", { roles: ["admin"] }),
      person("ana", { roles: ["admin", "agent"], isDisabled: true }),
      person("lin"),
    ];
    expect(people.map(({ id }) => isLastAdmin(people, id))).toEqual([true, false, false]);
    const two = [...people, person("eva", { roles: ["admin"] })];
    expect(two.some(({ id }) => isLastAdmin(two, id))).toBe(false);
  });

  it("are found by name, address and team, the disabled last", () => {
    const people = [
      person("zoe"),
      person("ana", { isDisabled: true, teamIds: ["t" as never] }),
      person("lin", { teamIds: ["t" as never] }),
    ];
    const names = (search: string) => findPeople(people, search, () => "Delivery").map(({ name }) => name);
    expect(names("")).toEqual(["lin", "zoe", "ana"]);
    expect(names("DELIVERY")).toEqual(["lin", "ana"]);
    expect(names("lin shop.example")).toEqual(["lin"]);
  });
});
