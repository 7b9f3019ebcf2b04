import { expect, it } from "vitest";
import { initials } from "./initials.ts";

it.each([
  ["Lin Hartmann", "LH"],
  ["Oluwaseun Adeyemi-Fitzgerald", "OA"],
  ["Henrike van der Westhuizen", "HW"],
  ["陈思雨", "思雨"],
  ["欧阳嘉怡", "嘉怡"],
  ["邓丽华 Deng Lihua", "丽华"],
  ["Ruairí Ó Maoilchiaráin", "RM"],
  ["ødegård", "Ø"],
  ["(guest) 4", "G4"],
  ["𠮷野", "𠮷野"],
  ["  ", "·"],
])("%s is %s", (name, short) => {
  expect(initials(name)).toBe(short);
});
